/** What was done in a campaign, what could not be done here, and what should have worked and did not. */
export class Tally {
  readonly done: Record<string, number> = {};
  readonly leftOut = new Map<string, string>();
  readonly troubles: string[] = [];

  count(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1;
  }

  /** @param why in words, for whoever reads the figures */
  leaveOut(what: string, why: string): void {
    this.leftOut.set(what, why);
  }

  trouble(text: string): void {
    this.troubles.push(text);
  }
}
