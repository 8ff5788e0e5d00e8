import { wallClock } from '../../electron/companion/ports/clock.ts';
import type { DecisionOrder } from '../../electron/companion/ports/idemeum.ts';
import type { Log } from '../../electron/companion/ports/log.ts';
import { createRedactor } from '../../electron/http/redactor.ts';
import { defaultProfile } from '../../electron/idemeum/default-profile.ts';
import { createIdemeum } from '../../electron/idemeum/idemeum-client.ts';
import type { ConnectionProfile } from '../../shared/domain/connection-profile.ts';

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

/** What the tenant says that the time is. */
export const DATE = 'Wed, 04 Mar 2026 05:06:07 GMT';

/** An answer of the tenant. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { date: DATE, ...headers } });
}

/** idemeum by a pretend fetch: tokens are t1, t2, …; everything else is answered by `answer`. */
export function tenant(
  answer: (seen: Seen, call: number) => Response,
  options: {
    readonly profile?: ConnectionProfile;
    readonly token?: (seen: Seen) => Response;
    readonly url?: string;
  } = {},
) {
  const calls: Seen[] = [];
  const warnings: unknown[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (event, fields) => warnings.push({ event, ...fields }),
    error: () => undefined,
  };
  let tokens = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const seen = { method: request.method, url, headers: request.headers, body: await request.text() };
    if (url.pathname.endsWith('/api/oauth2/v1/token')) {
      tokens += 1;
      return options.token?.(seen) ?? json({ access_token: `token-${tokens}`, expires_in: 3_600 });
    }
    calls.push(seen);
    return answer(seen, calls.length);
  };
  const idemeum = createIdemeum({
    sessionFetch: null,
    url: new URL(options.url ?? 'https://acme.idemeum.com'),
    clientId: 'client-1',
    clientSecret: async () => 'very-secret-value',
    profile: options.profile ?? defaultProfile(),
    fetch,
    clock: wallClock(500),
    random: () => 0.5,
    log,
    redactor: createRedactor(),
  });
  return { idemeum, calls, warnings, tokenCount: () => tokens };
}

/** A request as the default profile finds it. */
export function item(id: number | string, extra: object = {}) {
  return { id, status: 'PENDING', customerName: 'contoso', updatedAt: '2026-03-04T05:00:00Z', ...extra };
}

/** A decision to be sent. */
export const order: DecisionOrder = {
  requestId: 'er/1',
  verdict: 'approve',
  scope: 'all-customers',
  elevationType: 'user',
  comment: null,
  technicianEmail: 'tec@acme.example',
};
