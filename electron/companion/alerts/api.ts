import type { AlertResult, ToldAlert } from '../../../shared/domain/alert.ts';
import type { AlertSink } from '../ports/alert-sink.ts';

/** A kept session of a portal, as far as alerts care. */
export interface SessionEnd {
  readonly tenant: string;
  /** Epoch ms; null when it is not known. */
  readonly endsAt: number | null;
}

/** What is told outside of the window. Nothing is looked for until a shell shows where to show it. */
export interface AlertsApi {
  /** Begins to tell, until the signal aborts. */
  attach(sink: AlertSink, sessions: () => readonly SessionEnd[], signal: AbortSignal): void;
  /** The last ones with what became of them, newest first. */
  recent(limit: number): Promise<ToldAlert[]>;
  /** Shows one now, whatever the settings say. */
  test(): Promise<AlertResult>;
}
