import type { Alert, AlertResult, ToldAlert } from '../../../shared/domain/alert.ts';

/** What was told, so that nothing is told twice. */
export interface AlertRepository {
  /** Of these keys, those that were told already. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Keys of one kind that were told since then. */
  keysOf(prefix: string, since: number): Promise<string[]>;
  add(alert: Pick<Alert, 'key' | 'kind' | 'title'>, result: AlertResult, at: number): Promise<void>;
  setResult(key: string, result: AlertResult): Promise<void>;
  recent(limit: number): Promise<ToldAlert[]>;
  /** Those held back by quiet hours that nobody was told of since. */
  heldBack(): Promise<ToldAlert[]>;
  /** Forgets what is older, but for these keys. */
  prune(before: number, keep: readonly string[]): Promise<void>;
}
