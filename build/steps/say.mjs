/**
 * What the start script tells the person in front of it. Everything goes to stderr: stdout belongs to the
 * companion, whose `--json` output must stay parseable.
 */

/** A failure with the command that mends it; everything else that is thrown is a bug and shows its stack. */
export class StartFailure extends Error {
  /**
   * @param {string} what what went wrong, one line
   * @param {string} mend the command (or the one thing to do) that puts it right
   * @param {string} [output] what the failed command printed, shown whole
   */
  constructor(what, mend, output = '') {
    super(what);
    this.name = 'StartFailure';
    this.mend = mend;
    this.output = output;
  }
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`companion: ${line}\n`);
}

/**
 * Reports a failure and returns the exit code that goes with it.
 * @param {unknown} error
 */
export function reportFailure(error) {
  if (!(error instanceof StartFailure)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
  if (error.output !== '') process.stderr.write(`${error.output.trimEnd()}\n`);
  say(`failed: ${error.message}`);
  say(`to mend it: ${error.mend}`);
  return 1;
}
