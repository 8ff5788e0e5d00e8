import type { JitAccount } from '../companion/ports/idemeum.ts';
import type { HttpRequest } from '../http/service-http.ts';
import { below } from '../http/urls.ts';
import { isRecord } from './json-pointer.ts';

/**
 * The one JIT call that idemeum documents (reference: idemeum.md, "Documented API"), to the byte: path, media type, and
 * the body with the order and the spaces of the documented one. Without its token.
 */
export function jitDisableRequest(tenant: URL, account: JitAccount): Omit<HttpRequest, 'signal'> {
  return {
    method: 'POST',
    url: below(tenant, '/api/integrations/entrajitaccounts'),
    takesAnyBody: true,
    // What a success is answered with is not documented, so nothing may be refused for its type.
    headers: { accept: '*/*', 'content-type': 'application/vnd.dvmi.entra.app.user.disable+json' },
    body: `{"customerDisplayName": ${JSON.stringify(account.customerDisplayName)}, "technicianEmailAddress": ${JSON.stringify(account.technicianEmail)}}`,
  };
}

/**
 * Whether an answer with a good status says all the same that nothing was done. What a success is answered with is not
 * documented, so only what cannot be meant otherwise counts: an account that stays enabled is a security hole.
 */
export function saysFailure(answer: unknown): boolean {
  if (!isRecord(answer)) return false;
  const { success, error, errors } = answer;
  const isError = (value: unknown) =>
    typeof value === 'string' ? value.trim() !== '' : isRecord(value) && Object.keys(value).length > 0;
  return success === false || isError(error) || (Array.isArray(errors) && errors.length > 0);
}
