import type { MappingChoice } from '../../../shared/domain/mapping.ts';

/** What a person changed about one customer. Changes made together are one step. */
export interface MappingChange {
  readonly customerKey: string;
  readonly before: MappingChoice;
  readonly after: MappingChoice;
}

/** The steps that can be undone, and those that can be done again. */
export interface MappingChangeRepository {
  /**
   * Records a step, and says which; what was undone before can no longer be redone.
   * @param into the step that the changes belong to, where it is still the newest; else they are a new one
   */
  add(changes: readonly MappingChange[], into: number | null, now: number): Promise<number>;
  /** The newest step that holds. */
  lastDone(): Promise<MappingStep | null>;
  /** The step that was undone last. */
  lastUndone(): Promise<MappingStep | null>;
  setUndone(step: number, undone: boolean): Promise<void>;
}

export interface MappingStep {
  readonly step: number;
  readonly changes: readonly MappingChange[];
}
