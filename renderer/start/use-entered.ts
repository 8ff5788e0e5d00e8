import { useEffect } from 'react';
import type { SecretState } from '../../shared/contract/settings.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { type Checks, useChecks } from '../health/use-checks.ts';
import { type ByPath, hasValue } from './progress.ts';

/** A connection as it was entered, whether it is in use or not. */
export interface EnteredConnection {
  /** Address, client id and secret are there. */
  readonly isEntered: boolean;
  /** It was tried, and something that the companion needs is missing, or the service does not answer. */
  readonly isFailing: boolean;
  /** Whether it is known how it is. */
  readonly isKnown: boolean;
  readonly checks: Checks;
}

/** Tries a connection as soon as it is entered, and again whenever it is another one. */
export function useEntered(
  service: ServiceName,
  byPath: ByPath,
  secrets: readonly SecretState[],
): EnteredConnection {
  const checks = useChecks('entered', [service]);
  const { run, results, state, problem } = checks;
  const [url, clientId] = [byPath.get(`${service}.url`), byPath.get(`${service}.clientId`)];
  const isStored = secrets.some((one) => one.service === service && one.state === 'stored');
  const isEntered = hasValue(url) && hasValue(clientId) && isStored;
  const account = isEntered ? `${url?.value} ${clientId?.value}` : null;
  useEffect(() => {
    if (account !== null) void run();
  }, [account, run]);
  const isFailing = isEntered && (problem !== null || results.some((result) => result.state === 'failed'));
  return { isEntered, isFailing, isKnown: !isEntered || isFailing || state === 'over', checks };
}
