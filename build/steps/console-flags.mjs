/**
 * With what Node runs the console, which stays for weeks on a technician's desk and has little to do there: little room
 * for what is new, and few threads to tidy up. No source maps: they take memory for as long as it runs, and the log reads
 * them when it needs them (electron/http/own-lines.ts). More is done once it runs (electron/console/small-memory.ts).
 * @type {readonly string[]}
 */
export const CONSOLE_FLAGS = ['--max-semi-space-size=1', '--v8-pool-size=1'];
