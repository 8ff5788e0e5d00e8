import type { RequestRow } from '../../shared/contract.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';

/** A decision that is being taken: its dialog is open. */
export interface OpenDecision {
  readonly row: RequestRow;
  readonly verdict: Verdict;
}
