import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Clock, Random } from '../companion/ports/clock.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import type { Log } from '../companion/ports/log.ts';
import { pauseAfter } from '../companion/ports/retry.ts';
import type { Told } from '../companion/ports/told.ts';
import { httpErrors } from './error-table.ts';
import { errorTextOf, parseJson } from './error-text.ts';
import { connectionFailure, kindOfStatus, retryAfterOf, statusText, TITLES } from './failures.ts';
import type { Redactor } from './redactor.ts';
import { leadsTo, targetWithin } from './redirects.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** Ms for the whole call, body included; 30,000 by default. */
  readonly timeoutMs?: number;
  /** The answer's body is not documented: whatever it is, a good status is success, unless it is a page for people. */
  readonly takesAnyBody?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined when it was empty, or of no matter and not JSON. */
  readonly json: unknown;
}

/** The one way to call a service: timeout, error kinds and retry are the same everywhere (design rule 4). */
export interface ServiceHttp {
  /** One attempt: for writes, whose repetition is the outbox's affair. Throws ServiceError. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Repeats passing failures a few times: for reads. Throws ServiceError. */
  read(request: HttpRequest): Promise<HttpAnswer>;
  readonly callCount: number;
  /** How long the last call took that was answered well, in ms; null before there was one. */
  readonly lastMs: number | null;
}

export interface ServiceHttpOptions {
  readonly service: ServiceName;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Before every attempt: a request budget may wait here, or throw `rate-limited`. */
  readonly beforeCall?: (signal: AbortSignal | undefined) => Promise<void>;
  readonly onRateLimited?: (retryAfterMs: number | null) => Promise<void>;
  readonly onSuccess?: () => void;
  /** A text for the technician where the client knows more than the status says; null for the usual one. */
  readonly describe?: (status: number, said: string | null, request: HttpRequest) => Told | null;
}

const TIMEOUT_MS = 30_000;
const LARGEST_BODY_BYTES = 32 * 1024 * 1024;
const TRIES = 4;
const LONGEST_PAUSE_MS = 4_000;

/** A sign-in page, or that of a proxy, comes with status 200: no service has done anything then. */
const HTML_PAGE = /^\s*(?:<!doctype html|<html)\b/iu;

/** Redirects that are followed in a row. */
const MOST_HOPS = 3;

/** A service that is not there is asked once more at once; longer pauses are the caller's affair. */
const TRIES_WHEN_UNREACHABLE = 2;

export function createServiceHttp(options: ServiceHttpOptions): ServiceHttp {
  let callCount = 0;
  let lastMs: number | null = null;
  const call = async (request: HttpRequest): Promise<RawAnswer> => {
    await options.beforeCall?.(request.signal);
    callCount += 1;
    return await fetchText(options, request);
  };
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const began = options.clock.now();
    const answer = await exchange(options, request, call);
    lastMs = Math.max(0, options.clock.now() - began);
    return answer;
  };
  return {
    send,
    read: (request) => repeated(options, () => send(request), request.signal),
    get callCount() {
      return callCount;
    },
    get lastMs() {
      return lastMs;
    },
  };
}

/** Repeats what failed in passing. Waits that a service asks for are left to the caller when they are long. */
export async function repeated<T>(
  { clock, random }: Pick<ServiceHttpOptions, 'clock' | 'random'>,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted || !isWorthRepeating(error, attempt)) throw error;
      const asked = error.retryAfterMs ?? 0;
      await clock.sleep(Math.max(asked, pauseAfter(attempt, LONGEST_PAUSE_MS, random)), signal);
    }
  }
}

function isWorthRepeating(error: unknown, attempt: number): error is ServiceError {
  if (!(error instanceof ServiceError) || !error.isPassing) return false;
  const tries = error.kind === 'unreachable' ? TRIES_WHEN_UNREACHABLE : TRIES;
  return attempt < tries && (error.retryAfterMs ?? 0) <= LONGEST_PAUSE_MS;
}

async function exchange(
  options: ServiceHttpOptions,
  request: HttpRequest,
  call: (request: HttpRequest) => Promise<RawAnswer>,
): Promise<HttpAnswer> {
  const first = await call(request);
  const last = await followed(request, first, call);
  const { status, headers, text } = last;
  if (status < 200 || status > 299) throw await failure(options, request, last);
  if (request.takesAnyBody && !HTML_PAGE.test(text)) {
    options.onSuccess?.();
    return { status, headers, json: parseJson(text) };
  }
  const json = text.trim() === '' ? undefined : parseJson(text);
  if (json === undefined && text.trim() !== '') {
    // Where it leads is a page, such as the one to sign in on: what went wrong is that it led there.
    if (last !== first) throw await failure(options, request, first);
    throw new ServiceError({
      service: options.service,
      kind: 'broken-answer',
      status,
      text: httpErrors.brokenAnswer(TITLES[options.service]),
    });
  }
  options.onSuccess?.();
  return { status, headers, json };
}

/** What a redirect leads to, as long as it stays with the same server; else the redirect itself. */
async function followed(
  request: HttpRequest,
  first: RawAnswer,
  call: (request: HttpRequest) => Promise<RawAnswer>,
): Promise<RawAnswer> {
  let answer = first;
  let { url } = request;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const target = targetWithin(url, request.method, answer);
    if (target === null) break;
    url = target;
    answer = await call({ ...request, url });
  }
  return answer;
}

async function failure(
  options: ServiceHttpOptions,
  request: HttpRequest,
  { status, headers, text }: RawAnswer,
): Promise<ServiceError> {
  const { service } = options;
  // Where a page for people comes, the service itself has not said that it has no such thing.
  const isNoAnswer = request.takesAnyBody === true && status === 404 && HTML_PAGE.test(text);
  const kind = isNoAnswer ? 'broken-answer' : kindOfStatus(status);
  const said = errorTextOf(text, options.redactor);
  const retryAfterMs = retryAfterOf(headers, options.clock);
  if (kind === 'rate-limited') await options.onRateLimited?.(retryAfterMs);
  const described =
    options.describe?.(status, said, request) ??
    statusText(service, status, said, leadsTo(request.url, headers));
  const { code } = described;
  options.log.warn('http.refused', {
    service,
    code,
    status,
    method: request.method,
    path: request.url.pathname,
  });
  return new ServiceError({
    service,
    kind,
    status,
    text: described.map((text) => options.redactor.redact(text)),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One call with one deadline over connecting, waiting and reading. */
async function fetchText(options: ServiceHttpOptions, request: HttpRequest): Promise<RawAnswer> {
  const { service, clock } = options;
  const deadline = new AbortController();
  const answered = new AbortController();
  void clock.sleep(request.timeoutMs ?? TIMEOUT_MS, answered.signal).then(() => {
    if (!answered.signal.aborted) deadline.abort();
  });
  const signals = [deadline.signal, ...(request.signal ? [request.signal] : [])];
  try {
    const answer = await options.fetch(request.url, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.any(signals),
      headers: { accept: 'application/json', ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { status: answer.status, headers: answer.headers, text: await readBody(answer, service) };
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw connectionFailure(service, error, deadline.signal.aborted);
  } finally {
    answered.abort();
  }
}

/** The body as text, given up when it is larger than any answer could sensibly be. */
async function readBody(answer: Response, service: ServiceName): Promise<string> {
  if (!answer.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_BODY_BYTES) {
      throw new ServiceError({
        service,
        kind: 'broken-answer',
        status: answer.status,
        text: httpErrors.tooLarge(TITLES[service], LARGEST_BODY_BYTES / 1024 / 1024),
      });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
