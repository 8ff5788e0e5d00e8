import type { IncomingMessage } from 'node:http';
import { ZodError, z } from 'zod';
import { rulesFor } from '../fault-rates.ts';
import { type Answer, html, json } from '../http/answer.ts';
import { escaped, page } from '../http/page.ts';
import { decoded, jsonOf } from '../http/service-request.ts';
import { SettingsChange } from '../settings.ts';
import type { World } from '../world.ts';
import { ControlError } from './control-error.ts';
import {
  Advance,
  BigWorldSize,
  ConfigurationChange,
  FaultsChange,
  Reset,
  Revocation,
} from './control-schemas.ts';
import {
  changeAgents,
  changeAssets,
  changeClients,
  changeCustomers,
  defined,
  enableAccounts,
} from './directory-controls.ts';
import {
  addRequests,
  addTickets,
  changeRequest,
  closeTicket,
  decideRequest,
  deleteTicket,
  requestStates,
  ticketStates,
  unsettledIds,
} from './work-controls.ts';

interface Control {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** `:id` in the path, else empty; the body is undefined when there is none. */
  readonly act: (world: World, body: unknown, id: string) => unknown;
}

const OK = { ok: true };

const CONTROLS: readonly Control[] = [
  { method: 'GET', path: '/state', act: stateOf },
  { method: 'GET', path: '/requests', act: requestStates },
  { method: 'POST', path: '/requests', act: addRequests },
  { method: 'POST', path: '/requests/:id', act: changeRequest },
  { method: 'POST', path: '/requests/:id/decide', act: decideRequest },
  { method: 'GET', path: '/tickets', act: ticketStates },
  { method: 'POST', path: '/tickets', act: addTickets },
  { method: 'POST', path: '/tickets/:id/close', act: closeTicket },
  { method: 'POST', path: '/tickets/:id/delete', act: deleteTicket },
  { method: 'POST', path: '/clients', act: changeClients },
  { method: 'POST', path: '/customers', act: changeCustomers },
  { method: 'POST', path: '/assets', act: changeAssets },
  { method: 'POST', path: '/agents', act: changeAgents },
  { method: 'GET', path: '/faults', act: (world) => world.faults.list() },
  { method: 'POST', path: '/faults', act: changeFaults },
  { method: 'GET', path: '/settings', act: (world) => world.settings },
  { method: 'POST', path: '/settings', act: changeSettings },
  { method: 'POST', path: '/configuration', act: changeConfiguration },
  { method: 'GET', path: '/tokens', act: issuedTokens },
  { method: 'POST', path: '/tokens/revoke', act: revokeTokens },
  { method: 'GET', path: '/unsettled', act: unsettledIds },
  { method: 'POST', path: '/reset', act: reset },
  { method: 'POST', path: '/generate', act: generate },
  { method: 'POST', path: '/time/advance', act: advance },
  { method: 'GET', path: '/calls', act: callsOf },
  {
    method: 'GET',
    path: '/exchanges',
    act: (world) => [...world.halo.log.exchanges, ...world.idemeum.log.exchanges],
  },
  { method: 'GET', path: '/jit', act: (world) => world.idemeum.jitDisables },
  { method: 'GET', path: '/jit/accounts', act: (world) => world.idemeum.jitAccounts.list(world.clock.now()) },
  { method: 'POST', path: '/jit/accounts', act: enableAccounts },
];

/** The control API under /_sandbox, the same on both servers. For this computer only, so without a login. */
export function createControl(world: World): (message: IncomingMessage, url: URL, body: string) => Answer {
  return (message, url, body) => {
    if (!isLocal(message)) return json({ message: 'The control API answers this computer only.' }, 403);
    const path = url.pathname.slice('/_sandbox'.length).replace(/\/+$/u, '');
    if (path === '') return html(page('Sandbox', overviewHtml()));
    for (const control of CONTROLS) {
      const id = control.method === message.method ? idIn(control.path, path) : null;
      if (id !== null) return answerOf(world, control, body, id);
    }
    return json({ message: `There is no ${message.method} ${url.pathname}. See /_sandbox` }, 404);
  };
}

function answerOf(world: World, control: Control, body: string, id: string): Answer {
  try {
    return json(control.act(world, contentOf(body), id) ?? OK);
  } catch (error) {
    if (error instanceof ZodError) return json({ message: z.prettifyError(error) }, 400);
    if (error instanceof ControlError) return json({ message: error.message }, error.status);
    throw error;
  }
}

/** Undefined when nothing was sent. @throws ControlError 400 when it is no JSON */
function contentOf(body: string): unknown {
  if (body === '') return undefined;
  const content = jsonOf(body);
  if (content === undefined) throw new ControlError(400, 'The body is no JSON.');
  return content;
}

/** A page from elsewhere must not steer the sandbox by a name that leads here, nor may another computer. */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const from = socket.remoteAddress ?? '';
  const isLoopback = from === '::1' || /^(?:::ffff:)?127\./u.test(from);
  return isLoopback && /^(?:127\.[\d.]+|localhost|\[::1\])(?::\d+)?$/iu.test(headers.host ?? '');
}

/** What stands for `:id`, empty where the pattern has none; null when the path does not fit. */
function idIn(pattern: string, path: string): string | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  let id = '';
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (part === ':id') id = decoded(actual);
    else if (part !== actual) return null;
  }
  return id;
}

function overviewHtml(): string {
  const links = CONTROLS.map(({ method, path }) => {
    const full = `/_sandbox${path}`;
    return `<li>${method} ${method === 'GET' ? `<a href="${full}">${full}</a>` : escaped(full)}</li>`;
  });
  return `<p>Two pretend services with one world behind them. JSON in and out.</p><ul>${links.join('')}</ul>`;
}

function stateOf(world: World) {
  return {
    now: world.clock.now(),
    settings: world.settings,
    faults: world.faults.list(),
    customers: [...world.idemeum.customers.values()],
    technicians: world.idemeum.technicians,
    requests: requestStates(world),
    jit: world.idemeum.jitDisables,
    clients: [...world.halo.clients.values()],
    assets: [...world.halo.assets.values()],
    agents: [...world.halo.agents.values()],
    configuration: world.halo.configuration,
    tickets: ticketStates(world),
    peakInWindow: world.halo.peakInWindow,
  };
}

function changeFaults(world: World, body: unknown) {
  const { rules, halo, idemeum, add, failNext } = FaultsChange.parse(body);
  try {
    if (rules) world.faults.setAll(rules);
    if (halo) world.faults.set('halo', rulesFor(halo));
    if (idemeum) world.faults.set('idemeum', rulesFor(idemeum));
    world.faults.add(...(add ?? []));
    for (const rule of failNext ?? []) world.faults.failNext(rule);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ControlError(400, error.message);
    throw error;
  }
  return world.faults.list();
}

function changeSettings(world: World, body: unknown) {
  world.change(SettingsChange.parse(body));
  return world.settings;
}

/** Renames and replaces what an administrator of Halo set up. */
function changeConfiguration(world: World, body: unknown) {
  const changes = ConfigurationChange.parse(body);
  world.halo.configuration = { ...world.halo.configuration, ...defined(changes) };
  return world.halo.configuration;
}

function issuedTokens(world: World) {
  return [...world.halo.tokens.issued, ...world.idemeum.tokens.issued];
}

function revokeTokens(world: World, body: unknown) {
  const { service } = Revocation.parse(body ?? {});
  if (service !== 'idemeum') world.halo.tokens.revokeAll();
  if (service !== 'halo') world.idemeum.tokens.revokeAll();
}

function reset(world: World, body: unknown) {
  const { scenario, seed } = Reset.parse(body ?? {});
  world.reset(scenario ?? 'empty', seed ?? 1);
}

function generate(world: World, body: unknown) {
  world.generate(BigWorldSize.parse(body));
}

function advance(world: World, body: unknown) {
  world.advance(Advance.parse(body).ms);
  return { now: world.clock.now() };
}

function callsOf({ halo, idemeum }: World) {
  const { peak: peakInWindow, refused: refusedByWindow } = halo.window;
  return { halo: halo.calls, idemeum: idemeum.calls, peakInWindow, refusedByWindow };
}
