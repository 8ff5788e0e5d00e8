import type { DecideElevationRequest } from '../../shared/domain/connection-profile.ts';
import type { DecisionOrder } from '../companion/ports/idemeum.ts';
import { idemeumErrors } from './error-table.ts';
import { setUpError } from './failure-texts.ts';
import type { PlaceholderValues } from './templates.ts';

/**
 * A decision in the words of the service.
 * @throws ServiceError `set-up` when the connection profile has no word for what was decided
 */
export function decisionValues(
  order: DecisionOrder,
  { values = {} }: Pick<DecideElevationRequest, 'values'>,
): PlaceholderValues {
  const { elevationType } = order;
  return {
    id: order.requestId,
    decision: wordFor('decision', order.verdict, values.decision),
    scope: wordFor('scope', order.scope, values.scope),
    elevationType: elevationType && wordFor('elevationType', elevationType, values.elevationType),
    comment: order.comment,
    technicianEmail: order.technicianEmail,
  };
}

/** Without a map the companion's own word serves; a map that lacks it says that the tenant knows no such thing. */
function wordFor<W extends string>(
  name: string,
  own: W,
  words: Readonly<Partial<Record<W, string | undefined>>> | undefined,
): string {
  if (words === undefined) return own;
  const word = words[own];
  if (word !== undefined) return word;
  throw setUpError(idemeumErrors.noWord(name, own));
}
