/** How things stand between the companion and a service. */
export interface Contact {
  /** How long its last good answer took, in ms. */
  readonly latencyMs: number | null;
  /** When the companion signs in anew (epoch ms); null while it is not signed in. */
  readonly tokenEndsAt: number | null;
}
