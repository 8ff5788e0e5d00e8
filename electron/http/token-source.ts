import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { ServiceError } from '../companion/ports/errors.ts';
import { pauseAfter } from '../companion/ports/retry.ts';
import { httpErrors } from './error-table.ts';
import { TITLES } from './failures.ts';
import { repeated, type ServiceHttp, type ServiceHttpOptions } from './service-http.ts';
import { isLoopback } from './urls.ts';

export interface TokenSource {
  /** A token that is good for a while yet; concurrent callers share one request. Throws ServiceError. */
  token(signal?: AbortSignal): Promise<string>;
  /** The token was refused: the next caller signs in afresh. */
  forget(): void;
  /** When the present token is renewed (epoch ms); null when there is none. */
  readonly goodUntil: number | null;
}

export interface TokenSourceOptions
  extends Pick<ServiceHttpOptions, 'service' | 'clock' | 'random' | 'log' | 'redactor'> {
  readonly http: ServiceHttp;
  /** Where tokens are had; may ask the service first. */
  readonly endpoint: (signal?: AbortSignal) => Promise<URL>;
  readonly clientId: string;
  readonly clientSecret: () => Promise<string>;
  /** Space-separated; left out when null. */
  readonly scope: string | null;
  /** True where it is not documented how the client shows its secret: where the form is refused, the header is tried. */
  readonly mayWantHeader?: boolean;
  /** The sign-in was refused: what was found out about the endpoint may be wrong. */
  readonly onRefused?: () => void;
  /** For the text when the client itself is refused: where its id and secret are found. */
  readonly whereToLook: string;
}

/** Used when the service does not say how long its token lives. */
const ASSUMED_LIFE_S = 300;

/** A token is renewed before it ends: this long, or a tenth of its life, whichever is shorter. */
const MARGIN_MS = 60_000;

const HTTP_STATUS_OF_REFUSAL = 401;

const TRIES_OF_A_REFUSED_CLIENT = 3;

/** How a client shows its id and secret: in the form, or in a header as HTTP Basic (RFC 6749, section 2.3.1). */
type ClientAuth = 'form' | 'header';

const OTHER_AUTH: Readonly<Record<ClientAuth, ClientAuth>> = { form: 'header', header: 'form' };

const LONGEST_PAUSE_MS = 2_000;

/** Services differ in how strictly they follow OAuth: numbers come as text, the type of the token is left out. */
const LooseToken = z.object({
  access_token: z.string().min(1),
  token_type: z.string().min(1).catch('bearer'),
  expires_in: z.coerce
    .number()
    .positive()
    .max(366 * 86_400)
    .catch(ASSUMED_LIFE_S),
});

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let current: { readonly value: string; readonly goodUntil: number } | null = null;
  let pending: Promise<string> | null = null;
  let auth: ClientAuth = 'form';
  /** A refusal may also mean that the server takes secrets in the other way only: the last try finds out. */
  const ask = async (attempt: number, signal: AbortSignal | undefined) => {
    const isOther = options.mayWantHeader === true && attempt === TRIES_OF_A_REFUSED_CLIENT;
    const way = isOther ? OTHER_AUTH[auth] : auth;
    const answer = await requestToken(options, way, signal);
    auth = way;
    return answer;
  };
  const fetchToken = async (signal: AbortSignal | undefined): Promise<string> => {
    const asked = options.clock.now();
    const answer = await insisting(options, (attempt) => ask(attempt, signal), signal);
    const lifeMs = (answer.expires_in ?? ASSUMED_LIFE_S) * 1_000;
    options.redactor.addSecret(answer.access_token);
    current = { value: answer.access_token, goodUntil: asked + lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
    return answer.access_token;
  };
  return {
    async token(signal) {
      if (current && options.clock.now() < current.goodUntil) return current.value;
      pending ??= fetchToken(signal).finally(() => {
        pending = null;
      });
      return await pending;
    },
    get goodUntil() {
      return current?.goodUntil ?? null;
    },
    forget() {
      current = null;
    },
  };
}

/**
 * Repeats what fails in passing. A refusal too is asked about again before it is believed: it stops everything until
 * a person comes, and a proxy or a service that is starting may say 401 as well.
 */
async function insisting<T>(
  options: TokenSourceOptions,
  work: (attempt: number) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await repeated(options, () => work(attempt), signal);
    } catch (error) {
      const isRefusal = error instanceof ServiceError && error.kind === 'credentials';
      if (isRefusal) options.onRefused?.();
      if (!isRefusal || attempt >= TRIES_OF_A_REFUSED_CLIENT || signal?.aborted) throw error;
      await options.clock.sleep(pauseAfter(attempt, LONGEST_PAUSE_MS, options.random), signal);
    }
  }
}

async function requestToken(
  options: TokenSourceOptions,
  auth: ClientAuth,
  signal: AbortSignal | undefined,
): Promise<oauth.TokenEndpointResponse> {
  const secret = await options.clientSecret();
  options.redactor.addSecret(secret);
  const endpoint = await options.endpoint(signal);
  const server: oauth.AuthorizationServer = { issuer: endpoint.origin, token_endpoint: endpoint.href };
  const client: oauth.Client = { client_id: options.clientId };
  const scope: Record<string, string> = options.scope === null ? {} : { scope: options.scope };
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    auth === 'form' ? oauth.ClientSecretPost(secret) : inHeader(secret),
    scope,
    {
      [oauth.customFetch]: (url, init) => throughHttp(options, new URL(url), init, signal),
      [oauth.allowInsecureRequests]: isLoopback(endpoint),
    },
  );
  try {
    return await oauth.processClientCredentialsResponse(server, client, response);
  } catch (error) {
    throw toServiceError(options, error);
  }
}

/** oauth4webapi also encodes hyphens and the like, which servers that decode nothing take for a wrong id. */
function inHeader(secret: string): oauth.ClientAuth {
  const encoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
  return (_server, client, _body, headers) => {
    const pair = `${encoded(client.client_id)}:${encoded(secret)}`;
    headers.set('authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
  };
}

/** The token request takes the way of all requests: its timeout, its error kinds, its count. */
async function throughHttp(
  options: TokenSourceOptions,
  url: URL,
  {
    body,
    headers,
  }: { readonly body?: URLSearchParams | null; readonly headers: Readonly<Record<string, string>> },
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { authorization } = headers;
  if (authorization !== undefined) options.redactor.addSecret(authorization.replace(/^Basic /u, ''));
  try {
    const answer = await options.http.send({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: String(body ?? ''),
      signal,
    });
    return Response.json(loosened(options, answer.json), { status: 200 });
  } catch (error) {
    throw refusalOf(options, url, error);
  }
}

function loosened(options: TokenSourceOptions, json: unknown) {
  const parsed = LooseToken.safeParse(json);
  // Only what matters: nulls and half-made id tokens beside it would fail a strict reading.
  if (parsed.success) return { ...parsed.data, token_type: 'bearer' };
  throw new ServiceError({
    service: options.service,
    kind: 'broken-answer',
    text: httpErrors.noToken(TITLES[options.service]),
  });
}

/** There is no token endpoint at all: nobody has looked at the client. */
const NOTHING_THERE: ReadonlySet<number> = new Set([404, 405, 410]);

/** Any other refusal at the token endpoint means that the client is not let in: 400 as well as 401 and 403. */
function refusalOf(options: TokenSourceOptions, { origin, pathname }: URL, error: unknown): unknown {
  if (!(error instanceof ServiceError) || error.isPassing || error.kind === 'set-up') return error;
  if (NOTHING_THERE.has(error.status ?? 0)) {
    const text = httpErrors.noSignIn(TITLES[options.service], `${origin}${pathname}`, error.message);
    return new ServiceError({ service: options.service, kind: 'set-up', text, cause: error });
  }
  return new ServiceError({
    service: options.service,
    kind: 'credentials',
    status: error.status ?? HTTP_STATUS_OF_REFUSAL,
    text: httpErrors.signInRefused(
      TITLES[options.service],
      options.clientId,
      options.whereToLook,
      error.message,
    ),
    cause: error,
  });
}

function toServiceError(options: TokenSourceOptions, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  return new ServiceError({
    service: options.service,
    kind: 'broken-answer',
    text: httpErrors.signInNotUnderstood(TITLES[options.service]),
    cause: error,
  });
}
