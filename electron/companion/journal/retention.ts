/** How far a walk through the requests has come. */
export interface RequestPlace {
  readonly createdAt: number;
  readonly id: string;
}

/** Takes out of the journal what is over for long. Each call does little, so that nobody waits for it. */
export interface RetentionRepository {
  /**
   * Looks at the next requests, oldest first, and removes those that ended before then, with their ticket and what was
   * written for it. One that is pending, whose ticket is not closed, or of which something is to be sent or parked stays.
   * @returns where to go on; null at the end
   */
  removeRequests(before: number, behind: RequestPlace | null): Promise<RequestPlace | null>;
  /** Removes JIT accounts that ended before then. True while there may be more. */
  removeGrants(before: number): Promise<boolean>;
  /** Removes answers of Halo that were read before then, and dismissed items that were not seen since. */
  removeMemories(before: number): Promise<void>;
  /** Gives pages that became free back to the disk. True while there may be more. */
  compact(): Promise<boolean>;
}
