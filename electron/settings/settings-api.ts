import type { GuideState } from '../../shared/contract/companion.ts';
import type { SecretState, Setting, SettingPath, SettingValue } from '../../shared/contract/settings.ts';
import type { LanguageChoice } from '../../shared/domain/language.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Words } from '../companion/ports/told.ts';

export interface SettingsAnswer {
  readonly done: boolean;
  /** For a person, when it was not done. */
  readonly text: Words | null;
}

/** Settings as a window sees them. */
export interface SettingsApi {
  /** What the window is to speak. */
  readonly language: LanguageChoice;
  readonly guide: GuideState;
  /** Somebody began with the set-up guide, or wants to see it no more. */
  setGuide(state: 'open' | 'closed'): void;
  read(): { readonly settings: Setting[]; readonly restartNeeded: boolean; readonly sandbox: boolean };
  /** Undefined takes the setting back to what applies without it. */
  change(path: SettingPath, value: SettingValue | undefined): SettingsAnswer;
  secrets(): Promise<SecretState[]>;
  storeSecret(service: ServiceName, secret: string): Promise<SettingsAnswer>;
  exportText(): string;
  /** Both lists are for a person: the settings that change, and what is wrong with the file. */
  importText(text: string, dryRun: boolean): { readonly changes: string[]; readonly findings: Words[] };
}
