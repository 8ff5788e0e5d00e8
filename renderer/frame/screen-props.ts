import type { Overview } from '../../shared/contract/companion.ts';

/** What the frame hands to the screen it shows. */
export interface ScreenProps {
  readonly overview: Overview;
  /** What is chosen on the screen, from the address; null for nothing. */
  readonly item: string | null;
}
