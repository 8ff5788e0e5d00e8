import type { MappingChoice } from '../../../shared/domain/mapping.ts';

/** What a person changed about one customer. Changes made together are one step. */
export interface MappingChange {
  readonly customerKey: string;
  readonly before: MappingChoice;
  readonly after: MappingChoice;
}

/** The steps that can be undone, and those that can be done again. */
export interface MappingChangeRepository {
  /** Records a new step; what was undone before can no longer be redone. */
  add(changes: readonly MappingChange[], now: number): Promise<void>;
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
