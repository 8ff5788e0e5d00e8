import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Setting, SettingPath, SettingValue } from '../../shared/contract/settings.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { offerUndo } from '../ui/undo.tsx';

/** What is wrong with a setting that was entered, by setting. */
export type Problems = ReadonlyMap<SettingPath, string>;

export interface Change {
  readonly problems: Problems;
  /** The setting that was saved last. */
  readonly savedPath: SettingPath | null;
  readonly change: (setting: Setting, value: SettingValue | undefined) => void;
}

/** Saves a setting at once, and offers the way back. */
export function useChange(): Change {
  const queries = useQueryClient();
  const [problems, setProblems] = useState<Problems>(new Map());
  const [savedPath, setSavedPath] = useState<SettingPath | null>(null);
  const save = useCallback(
    async (path: SettingPath, value: SettingValue | undefined): Promise<boolean> => {
      const text = await client.settings.change({ path, value }).then(
        ({ done, text: said }) => (done ? null : said),
        (error: Error) => textOf(error),
      );
      setProblems((before) => withProblem(before, path, text));
      setSavedPath(text === null ? path : null);
      await queries.invalidateQueries();
      return text === null;
    },
    [queries],
  );
  const change = useCallback(
    (setting: Setting, value: SettingValue | undefined) => {
      const { path } = setting;
      const { label } = t.settings.fields[path];
      // What was not set here goes back to where it came from, not to a copy of it.
      const before = setting.source === 'settings' ? setting.value : undefined;
      void save(path, value).then((done) => {
        if (!done) return;
        announce(t.settings.savedFor(label));
        offerUndo(t.settings.savedFor(label), async () => {
          const isBack = await save(path, before ?? undefined);
          return isBack ? t.settings.undone(label) : t.settings.notUndone(label);
        });
      });
    },
    [save],
  );
  return { problems, savedPath, change };
}

function withProblem(before: Problems, path: SettingPath, text: string | null): Problems {
  const after = new Map(before);
  if (text === null) after.delete(path);
  else after.set(path, text);
  return after;
}
