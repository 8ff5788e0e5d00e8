import { afterEach } from 'vitest';
import { z } from 'zod';
import type { SandboxClock } from '../../electron/sandbox/clock.ts';
import { controlClient } from '../../electron/sandbox/control-client.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../electron/sandbox/sandbox.ts';

export const START = Date.parse('2026-03-02T09:00:00.000Z');
export const MINUTE_MS = 60_000;

/** Time that passes only when told, or when somebody sleeps. */
class StillClock implements SandboxClock {
  #now = START;

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += ms;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly json: unknown;
}

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

/** A sandbox for one test, with calls that are signed in. */
export async function started(options: SandboxOptions = {}) {
  const clock = new StillClock();
  const sandbox = await startSandbox({ clock, recordExchanges: true, ...options });
  running.push(sandbox);
  const halo = caller(sandbox.haloUrl, () => haloToken(sandbox));
  const idemeum = caller(sandbox.idemeumUrl, () => idemeumToken(sandbox));
  return { clock, sandbox, world: sandbox.world, halo, idemeum, control: controlClient(sandbox.haloUrl) };
}

const HALO_SCOPES = 'read:tickets edit:tickets read:customers read:assets';
const TokenAnswer = z.object({ access_token: z.string() });

/** Signs in to Halo. @throws ZodError when refused */
export async function haloToken(sandbox: Sandbox, scope = HALO_SCOPES): Promise<string> {
  const reply = await askHaloToken(sandbox, { scope });
  return TokenAnswer.parse(reply.json).access_token;
}

export function askHaloToken(
  sandbox: Sandbox,
  changes: Readonly<Record<string, string>> = {},
  tenant = 'northbridge',
): Promise<Reply> {
  const { clientId, clientSecret } = sandbox.credentials.halo;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: HALO_SCOPES,
    ...changes,
  });
  return send(`${sandbox.haloUrl}/auth/token?tenant=${tenant}`, { method: 'POST', body: form });
}

async function idemeumToken(sandbox: Sandbox): Promise<string> {
  const { clientId, clientSecret } = sandbox.credentials.idemeum;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const reply = await send(`${sandbox.idemeumUrl}/api/oauth2/v1/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return TokenAnswer.parse(reply.json).access_token;
}

function caller(origin: string, signIn: () => Promise<string>) {
  let token: string | null = null;
  const call = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    token ??= await signIn();
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return await send(`${origin}${path}`, { ...init, headers });
  };
  return {
    get: (path: string, headers: Readonly<Record<string, string>> = {}) => call(path, { headers }),
    post: (path: string, body: unknown, type = 'application/json') =>
      call(path, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) }),
    signInAgain: () => {
      token = null;
    },
  };
}

export async function send(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}

const Item = z.looseObject({ id: z.union([z.number(), z.string()]) });

/** The items of a list, in an envelope or bare. */
export function itemsOf(reply: Reply): z.infer<typeof Item>[] {
  const { json } = reply;
  const list = Array.isArray(json)
    ? json
    : Object.values(z.record(z.string(), z.unknown()).parse(json)).find((value) => Array.isArray(value));
  return z.array(Item).parse(list);
}

export function idsOf(reply: Reply): (number | string)[] {
  return itemsOf(reply).map((item) => item.id);
}

/** One client with one asset, and what a ticket for them needs. */
export function furnished({ world }: Pick<Awaited<ReturnType<typeof started>>, 'world'>) {
  const { halo, idemeum } = world;
  const client = halo.putClient({ name: 'Contoso Ltd' });
  const asset = halo.putAsset({ client_id: client.id, inventory_number: 'PC-1' });
  const agent = halo.putAgent({ name: 'Tina Tech', email: 'tina@msp.example' });
  idemeum.putCustomer({ name: 'contoso', displayName: 'Contoso Ltd' });
  const { ticketTypes, statuses } = halo.configuration;
  const incident = ticketTypes.find((type) => type.name === 'Incident');
  const closed = statuses.find((status) => status.closes && incident?.statusIds.includes(status.id));
  if (incident === undefined || closed === undefined) throw new Error('No incident can be closed.');
  const draft = { tickettype_id: incident.id, client_id: client.id, summary: 'Elevation [IDM-1]' };
  return { client, asset, agent, incident, closed, draft };
}
