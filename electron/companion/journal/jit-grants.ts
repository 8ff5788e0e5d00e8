import type { JitGrant } from '../../../shared/domain/jit-account.ts';

/** JIT accounts that were granted. What is stored is never 'ending': that follows from the time. */
export interface JitGrantRepository {
  insert(grant: JitGrant): Promise<void>;
  update(grant: JitGrant): Promise<void>;
  find(id: string): Promise<JitGrant | null>;
  /** The same, and null also for one that is there and cannot be read. */
  findReadable(id: string): Promise<JitGrant | null>;
  /** Grants that are not over, those that end first at the top. */
  current(): Promise<JitGrant[]>;
  /** Grants that are over, newest first. */
  ended(limit: number, offset: number): Promise<{ readonly rows: JitGrant[]; readonly total: number }>;
}
