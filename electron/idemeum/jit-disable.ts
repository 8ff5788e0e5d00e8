import type { JitAccount } from '../companion/ports/idemeum.ts';
import type { HttpRequest } from '../http/service-http.ts';
import { below } from '../http/urls.ts';

/**
 * The one JIT call that idemeum documents (reference: idemeum.md, "Documented API"), to the letter: path, media type and
 * the order of the fields. Without its token.
 */
export function jitDisableRequest(tenant: URL, account: JitAccount): Omit<HttpRequest, 'signal'> {
  return {
    method: 'POST',
    url: below(tenant, '/api/integrations/entrajitaccounts'),
    ignoresBody: true,
    headers: { 'content-type': 'application/vnd.dvmi.entra.app.user.disable+json' },
    body: JSON.stringify({
      customerDisplayName: account.customerDisplayName,
      technicianEmailAddress: account.technicianEmail,
    }),
  };
}
