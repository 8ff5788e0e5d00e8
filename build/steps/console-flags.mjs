/**
 * With what Node runs the console, which stays for weeks on a technician's desk: garbage is cleared away early and little
 * is kept for it, which costs about a tenth more of a processor that is idle nearly all the time. No source maps: they
 * take memory for as long as it runs, and the log reads them when it needs them (electron/http/own-lines.ts).
 * @type {readonly string[]}
 */
export const CONSOLE_FLAGS = ['--max-semi-space-size=1', '--optimize-for-size', '--v8-pool-size=1'];
