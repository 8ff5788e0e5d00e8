import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckResult } from '../../shared/contract/health.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { client, textOf } from '../contract-client.ts';

interface Found {
  readonly results: readonly CheckResult[];
  readonly state: 'idle' | 'trying' | 'over';
  /** Why they could not be made at all. */
  readonly problem: string | null;
}

/** What was found, and a way to try (again). */
export interface Checks extends Found {
  readonly run: () => Promise<void>;
}

const NONE: Found = { results: [], state: 'idle', problem: null };

/** Tries connections, each check told as soon as it is done. Trying anew, or leaving, gives up what is under way. */
export function useChecks(which: 'running' | 'entered', services: readonly ServiceName[]): Checks {
  const [found, setFound] = useState<Found>(NONE);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const wanted = services.join(' ');
  const run = useCallback(async () => {
    stop.current.abort();
    stop.current = new AbortController();
    const { signal } = stop.current;
    const tell = (next: Found) => {
      if (!signal.aborted) setFound(next);
    };
    const results: CheckResult[] = [];
    tell({ ...NONE, state: 'trying' });
    try {
      const names = (['halo', 'idemeum'] as const).filter((name) => wanted.includes(name));
      for await (const result of await client.health.check({ which, services: names }, { signal })) {
        results.push(result);
        tell({ results: [...results], state: 'trying', problem: null });
      }
      tell({ results, state: 'over', problem: null });
    } catch (error) {
      const problem = textOf(error instanceof Error ? error : new Error(String(error)));
      tell({ results, state: 'idle', problem });
    }
  }, [which, wanted]);
  return { ...found, run };
}
