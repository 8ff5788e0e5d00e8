import { useEffect, useState } from 'react';
import type { SecretState } from '../../shared/contract/settings.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { type Checks, useChecks } from '../health/use-checks.ts';
import { type ByPath, type Entered, hasValue } from './progress.ts';

/** A connection as it was entered, and a way to try it. */
export interface EnteredConnection extends Entered {
  readonly checks: Checks;
}

/** Tries a connection as soon as it is entered and somebody wants to know, and again whenever it is another one. */
export function useEntered(
  service: ServiceName,
  byPath: ByPath,
  secrets: readonly SecretState[],
  isWanted: boolean,
): EnteredConnection {
  const checks = useChecks('entered', [service]);
  const { run, results, state, problem } = checks;
  const [url, clientId] = [byPath.get(`${service}.url`), byPath.get(`${service}.clientId`)];
  const isStored = secrets.some((one) => one.service === service && one.state === 'stored');
  const isEntered = hasValue(url) && hasValue(clientId) && isStored;
  const account = isEntered ? `${url?.value} ${clientId?.value}` : null;
  const [tried, setTried] = useState<string | null>(null);
  // One that is gone is forgotten: should it come back, it is tried anew.
  const isDue = account !== tried && (isWanted || account === null);
  useEffect(() => {
    if (!isDue) return;
    setTried(account);
    if (account !== null) void run();
  }, [isDue, account, run]);
  const isTried = isEntered && account === tried;
  const isFailing = isTried && (problem !== null || results.some((result) => result.state === 'failed'));
  return { isEntered, isFailing, isKnown: !isEntered || isFailing || (isTried && state === 'over'), checks };
}
