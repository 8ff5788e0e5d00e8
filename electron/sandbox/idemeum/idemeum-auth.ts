import type { ClientCredentials } from '../credentials.ts';
import { type Answer, json } from '../http/answer.ts';
import type { ServiceRequest } from '../http/service-request.ts';
import type { Settings } from '../settings.ts';
import type { IdemeumStore } from './idemeum-store.ts';

/** POST /api/oauth2/v1/token: client credentials, in the Authorization header or in the form. */
export function idemeumToken(
  store: IdemeumStore,
  settings: Settings,
  credentials: ClientCredentials,
  request: ServiceRequest,
): Answer {
  const type = request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return json({ error: 'invalid_request' }, 400);
  }
  const form = new URLSearchParams(request.body);
  if (form.get('grant_type') !== 'client_credentials') return json({ error: 'unsupported_grant_type' }, 400);
  const given = basicOf(request.headers.authorization) ?? {
    clientId: form.get('client_id') ?? '',
    clientSecret: form.get('client_secret') ?? '',
  };
  if (given.clientId !== credentials.clientId || given.clientSecret !== credentials.clientSecret) {
    return json({ error: 'invalid_client', error_description: 'Bad client credentials' }, 401);
  }
  const { tokenLifeSeconds } = settings.idemeum;
  return json({
    access_token: store.tokens.issue([], tokenLifeSeconds),
    token_type: 'bearer',
    expires_in: tokenLifeSeconds,
    jti: 'x',
  });
}

/** HTTP Basic with form-encoded parts (RFC 6749, 2.3.1); null when there is none. */
function basicOf(authorization: string | undefined): ClientCredentials | null {
  const encoded = /^basic +(\S+)$/iu.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { clientId: formDecoded(id), clientSecret: formDecoded(secret) };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`x=${text}`).get('x') ?? '';
}
