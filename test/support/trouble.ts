import { ServiceError, type ServiceErrorKind } from '../../electron/companion/ports/errors.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { told } from './told.ts';

/** Thrown where the process would have died. Nothing in the product catches it. */
export class Killed extends Error {}

export type Mishap =
  | { readonly kind: 'kill'; readonly when: 'before' | 'after' }
  | { readonly kind: 'error'; readonly error: ServiceErrorKind; readonly when: 'before' | 'after' };

/** Asked at every remote call: what goes wrong with it, if anything. */
export type Troubles = (call: string) => Mishap | null;

export const noTrouble: Troubles = () => null;

/** The answer to the first call of this name is lost: it took effect, and nobody was told. */
export function firstAnswerLost(name: string): Troubles {
  let isLost = false;
  return (call) => {
    if (call !== name || isLost) return null;
    isLost = true;
    return { kind: 'error', error: 'interrupted', when: 'after' };
  };
}

/** Carries a call out with the trouble that was drawn for it. */
export async function troubled<T>(
  service: ServiceName,
  call: string,
  troubles: Troubles,
  work: () => T,
): Promise<T> {
  const mishap = troubles(call);
  if (mishap?.when === 'before') throw toError(service, mishap);
  const result = work();
  if (mishap) throw toError(service, mishap);
  // A real call gives way to everything else that is going on.
  await Promise.resolve();
  return result;
}

function toError(service: ServiceName, mishap: Mishap): Error {
  if (mishap.kind === 'kill') return new Killed('killed');
  return new ServiceError({
    service,
    kind: mishap.error,
    text: told(`${service} had trouble: ${mishap.error}`),
  });
}
