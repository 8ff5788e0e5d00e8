import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Language } from '../../shared/domain/language.ts';
import { companion } from '../contract-client.ts';
import { languageFor, onLanguage, settledLanguage, speak } from '../strings/texts.ts';

/**
 * Speaks the language of the settings, and the system's until they are known.
 * @returns null while its texts are on their way: nothing is to be read before, so that no other language flashes up
 */
export function useLanguage(): Language | null {
  const { data } = useQuery(companion.companion.overview.queryOptions({ input: {} }));
  const wanted = languageFor(data?.language ?? 'system', navigator.languages);
  useEffect(() => void speak(wanted), [wanted]);
  const settled = useSyncExternalStore(onLanguage, settledLanguage);
  return settled === wanted ? settled : null;
}
