import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import type { ServiceError } from '../ports/errors.ts';

/** What a handler leaves to be committed together with "done". */
export interface Finish {
  readonly apply: (tx: JournalTx) => Promise<void>;
  readonly opened?: boolean;
  readonly closed?: boolean;
  /** The outcome shows only in idemeum's next answer. */
  readonly pollSoon?: boolean;
}

/** Outcomes by entry id; an entry without one was not reached and stays as it is. */
export type BatchResult = ReadonlyMap<number, Finish | ServiceError>;

/** Writes down that an entry is being sent, before it is: after a crash it is known to be uncertain. */
export type MarkRunning = (item: OutboxItem) => Promise<void>;
