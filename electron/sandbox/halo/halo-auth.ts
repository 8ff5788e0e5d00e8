import type { ClientCredentials } from '../credentials.ts';
import { type Answer, json } from '../http/answer.ts';
import type { ServiceRequest } from '../http/service-request.ts';
import type { HaloSettings } from '../settings.ts';
import type { HaloStore } from './halo-store.ts';

/** GET /api/authinfo: needs no token and tells where one is had. */
export function authInfo(settings: HaloSettings, origin: string): Answer {
  return json({
    auth_url: `${origin}/auth`,
    ...(settings.tenant === null ? {} : { tenant_id: settings.tenant }),
    application_name: 'Halo Service Solutions',
    azure_enabled: true,
    new_in_next_release: [],
  });
}

/** POST /auth/token: client credentials, form-encoded. */
export function haloToken(
  store: HaloStore,
  settings: HaloSettings,
  credentials: ClientCredentials,
  request: ServiceRequest,
): Answer {
  const type = request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return refused('invalid_request', 'The mandatory Content-Type header is missing or unsupported.');
  }
  const form = new URLSearchParams(request.body);
  if (form.get('grant_type') !== 'client_credentials') {
    return refused('unsupported_grant_type', 'The specified grant type is not supported.');
  }
  if (settings.tenant !== null && request.query.get('tenant') !== settings.tenant) {
    return refused('invalid_request', 'The tenant was not found.');
  }
  if (
    form.get('client_id') !== credentials.clientId ||
    form.get('client_secret') !== credentials.clientSecret
  ) {
    return refused('invalid_client', 'The specified client credentials are invalid.');
  }
  const scopes = grantedOf(settings, form.get('scope') ?? '');
  if (scopes.length === 0) return refused('invalid_scope', 'The specified scope is invalid.');
  return json({
    access_token: store.tokens.issue(scopes, settings.tokenLifeSeconds),
    token_type: 'Bearer',
    expires_in: settings.tokenLifeSeconds,
    scope: scopes.join(' '),
    refresh_token: null,
  });
}

/** What was asked for, as far as the application's permissions go. */
function grantedOf(settings: HaloSettings, scope: string): string[] {
  const asked = new Set(scope.split(/\s+/u));
  return settings.grantedScopes.filter((granted) => asked.has('all') || asked.has(granted));
}

function refused(error: string, description: string): Answer {
  return json({ error, error_description: description, error_uri: null }, 400);
}
