import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CallLog } from '../call-log.ts';
import type { SandboxClock } from '../clock.ts';
import type { FaultBoard, FaultPlan, Service } from '../faults.ts';
import type { Random } from '../random.ts';
import { type Answer, json } from './answer.ts';
import { HTML_PAGE, withWrongType } from './damage.ts';
import { decoded, jsonOf, type ServiceRequest } from './service-request.ts';

export interface ServiceServerOptions {
  readonly service: Service;
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly faults: FaultBoard;
  readonly log: CallLog;
  /** Lets what is due happen, before anything is answered. */
  readonly tick: () => void;
  /** Turns a call away before faults are drawn: the rate limit. */
  readonly gate: (path: string) => Answer | null;
  readonly handle: (request: ServiceRequest) => Answer;
  readonly revoke: (authorization: string | undefined) => void;
  readonly control: (request: IncomingMessage, url: URL, body: string) => Answer;
}

const NO_FAULTS: FaultPlan = { kinds: [], latencyMs: 0, retryAfterSeconds: null, has: () => false };

const LONGEST_BODY = 20_000_000;

/** One service over plain HTTP: control calls aside, each call is counted, suffers its faults, and is answered. */
export function createServiceServer(options: ServiceServerOptions): Server {
  const server = createServer((request, response) => {
    void serve(options, request, response).catch((error: unknown) => {
      // A bug of the sandbox must be seen by whoever called it.
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (response.headersSent || response.destroyed) response.destroy();
      else send(options, response, { status: 500, text: `sandbox bug: ${text}` });
    });
  });
  // The pretend services outlive idle pauses of a test whose clock jumps.
  server.keepAliveTimeout = 60_000;
  return server;
}

async function serve(options: ServiceServerOptions, message: IncomingMessage, response: ServerResponse) {
  const body = await bodyOf(message);
  const url = new URL(message.url ?? '/', 'http://sandbox.invalid');
  options.tick();
  if (url.pathname.startsWith('/_sandbox')) {
    return send(options, response, options.control(message, url, body));
  }
  const at = options.clock.now();
  const gated = options.gate(url.pathname);
  const method = message.method ?? 'GET';
  const plan = gated
    ? NO_FAULTS
    : options.faults.draw(
        options.service,
        method,
        `${url.pathname}${decoded(url.search.replaceAll('+', ' '))}`,
      );
  if (plan.latencyMs > 0) {
    await options.clock.sleep(plan.latencyMs);
    options.tick();
  }
  const request: ServiceRequest = {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body,
    pageFault: pageFaultOf(plan),
  };
  const honest = gated ?? answerOf(options, plan, request);
  const outcome = spoiled(plan, honest, options.random);
  record(options, { at, request, plan, search: url.search, honest, outcome });
  if (outcome === 'reset') message.socket.destroy();
  else if (plan.has('truncatedBody')) cutShort(options, response, outcome);
  else send(options, response, outcome);
}

interface Served {
  readonly at: number;
  readonly request: ServiceRequest;
  readonly search: string;
  readonly plan: FaultPlan;
  readonly honest: Answer | 'reset';
  readonly outcome: Answer | 'reset';
}

function record({ log, service }: ServiceServerOptions, served: Served): void {
  const { at, request, plan, honest, outcome } = served;
  log.add({
    at,
    service,
    method: request.method,
    path: request.path,
    query: served.search,
    status: outcome === 'reset' ? 0 : outcome.status,
    faults: plan.kinds,
    requestType: request.headers['content-type'] ?? null,
    requestBody: request.body,
    answer: honest === 'reset' ? undefined : (honest.json ?? honest.text),
  });
}

/** Faults that strike before there is an effect, else the service's own answer. */
function answerOf(options: ServiceServerOptions, plan: FaultPlan, request: ServiceRequest) {
  if (plan.has('resetBefore')) return 'reset' as const;
  const status = ([500, 502, 503] as const).find((code) => plan.has(`status${code}`));
  if (status !== undefined) return brokenGateway(status);
  if (plan.has('tooMany429')) {
    const text = 'Rate Limit Reached - 300 Requests per rolling 5 minute window';
    const seconds = plan.retryAfterSeconds;
    return { status: 429, text, headers: seconds === null ? {} : { 'retry-after': String(seconds) } };
  }
  if (plan.has('unauthorized401')) {
    options.revoke(request.headers.authorization);
    return json({ error: 'invalid_token', error_description: 'The token was revoked.' }, 401);
  }
  return options.handle(request);
}

/** Faults that strike after the effect. */
function spoiled(plan: FaultPlan, honest: Answer | 'reset', random: Random): Answer | 'reset' {
  if (honest === 'reset' || plan.has('resetAfter')) return 'reset';
  const status = ([500, 502, 503] as const).find((code) => plan.has(`status${code}After`));
  if (status !== undefined) return brokenGateway(status);
  if (plan.has('nonJsonBody')) {
    return { status: honest.status, text: HTML_PAGE, headers: { 'content-type': 'text/html' } };
  }
  return plan.has('wrongTypes') ? withWrongType(honest, random) : honest;
}

function brokenGateway(status: 500 | 502 | 503): Answer {
  if (status === 500) return json({ Message: 'An error has occurred.' }, status);
  const title = status === 502 ? '502 Bad Gateway' : '503 Service Unavailable';
  const text = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, text, headers: { 'content-type': 'text/html' } };
}

function pageFaultOf(plan: FaultPlan): ServiceRequest['pageFault'] {
  if (plan.has('duplicatedPages')) return 'duplicatedPages';
  return plan.has('reorderedPages') ? 'reorderedPages' : null;
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > LONGEST_BODY) throw new RangeError('The body is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function headed(options: ServiceServerOptions, response: ServerResponse, answer: Answer): string {
  const body = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  response.statusCode = answer.status;
  // The service's own time: clients measure theirs by it.
  response.setHeader('date', new Date(options.clock.now()).toUTCString());
  if (answer.text === undefined && body !== '') {
    response.setHeader('content-type', 'application/json; charset=utf-8');
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  return body;
}

function send(options: ServiceServerOptions, response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.end(headed(options, response, answer));
}

/** Half the body: either the connection breaks in it, or a proxy ends it neatly. */
function cutShort(options: ServiceServerOptions, response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(headed(options, response, answer));
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (jsonOf(body.toString()) === undefined || options.random.chance(0.5)) {
    response.end(half);
    return;
  }
  response.setHeader('content-length', body.length);
  response.write(half, () => response.destroy());
}
