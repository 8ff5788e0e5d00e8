import type { ElevationRequest } from '../../../../shared/domain/elevation-request.ts';
import { fold } from '../../../../shared/domain/fold.ts';

/** The columns by which a request is searched, from the request itself. */
export function searchColumnsOf(request: ElevationRequest) {
  const { customerDisplayName, customerName, userName, userEmail, device, hash } = request;
  const { application, fileName, publisher, path, decision } = request;
  const customer = [customerDisplayName, customerName];
  const person = [userName, userEmail];
  const file = [application, fileName, publisher];
  const decided = [decision.byName, decision.byEmail, decision.comment];
  return {
    search_text: folded([
      request.id,
      ...customer,
      ...person,
      device,
      ...file,
      path,
      hash,
      request.reason,
      ...decided,
    ]),
    customer_text: folded(customer),
    person_text: folded(person),
    device_text: folded([device]),
    application_text: folded(file),
    hash: hash?.toLowerCase() ?? null,
  };
}

function folded(parts: readonly (string | null)[]): string {
  // What is null is joined as nothing, and white space is folded.
  return fold(parts.join(' \n '));
}
