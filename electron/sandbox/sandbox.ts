import type { Server } from 'node:http';
import { type SandboxClock, wallClock } from './clock.ts';
import { createControl } from './control/control.ts';
import type { Credentials } from './credentials.ts';
import { createHaloService } from './halo/halo-service.ts';
import type { Answer } from './http/answer.ts';
import { createServiceServer } from './http/service-server.ts';
import { createIdemeumService } from './idemeum/idemeum-service.ts';
import type { HaloSettings, IdemeumSettings } from './settings.ts';
import { type Scenario, World, type WorldState } from './world.ts';

export interface SandboxOptions {
  /** Wall clock by default. */
  readonly clock?: SandboxClock;
  readonly seed?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** Any free port by default. */
  readonly idemeumPort?: number;
  readonly haloPort?: number;
  /** `empty` by default. */
  readonly scenario?: Scenario;
  readonly halo?: Partial<HaloSettings>;
  readonly idemeum?: Partial<IdemeumSettings>;
  /** Keeps what was sent and answered, whole. */
  readonly recordExchanges?: boolean;
  /** The world where an earlier sandbox left it. */
  readonly state?: WorldState | null;
}

export interface Sandbox {
  readonly idemeumUrl: string;
  readonly haloUrl: string;
  readonly credentials: Credentials;
  readonly world: World;
  stop(): Promise<void>;
}

const TICK_MS = 1_000;

/**
 * Starts a pretend idemeum and a pretend Halo, two HTTP servers with one world behind them.
 * @throws Error of node:net when a port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = new World({
    clock: options.clock ?? wallClock(),
    seed: options.seed ?? 1,
    scenario: options.scenario ?? 'empty',
    recordExchanges: options.recordExchanges ?? false,
    halo: options.halo ?? {},
    idemeum: options.idemeum ?? {},
    state: options.state ?? null,
  });
  const origins = { halo: '', idemeum: '' };
  const servers = serversOf(world, origins);
  const host = options.host ?? '127.0.0.1';
  try {
    origins.idemeum = await listen(servers.idemeum, host, options.idemeumPort ?? 0);
    origins.halo = await listen(servers.halo, host, options.haloPort ?? 0);
  } catch (error) {
    await Promise.all([close(servers.idemeum), close(servers.halo)]);
    throw error;
  }
  // The world also moves while nobody looks. Real time only decides when we look, never what time it is.
  const ticking = setInterval(() => world.tick(), TICK_MS);
  ticking.unref();
  return {
    idemeumUrl: origins.idemeum,
    haloUrl: origins.halo,
    credentials: world.credentials,
    world,
    async stop() {
      clearInterval(ticking);
      await Promise.all([close(servers.idemeum), close(servers.halo)]);
    },
  };
}

function serversOf(world: World, origins: { readonly halo: string; readonly idemeum: string }) {
  const { clock, faults, settings, credentials, random } = world;
  const control = createControl(world);
  const shared = { clock, random, faults, control, tick: () => world.tick() };
  const idemeum = createServiceServer({
    ...shared,
    service: 'idemeum',
    log: world.idemeum.log,
    gate: () => null,
    revoke: (authorization) => world.idemeum.tokens.revoke(authorization),
    handle: createIdemeumService({
      store: world.idemeum,
      clock,
      random,
      settings,
      credentials: credentials.idemeum,
      origin: () => origins.idemeum,
    }),
  });
  const halo = createServiceServer({
    ...shared,
    service: 'halo',
    log: world.halo.log,
    gate: (path) => rateLimited(world, path),
    revoke: (authorization) => world.halo.tokens.revoke(authorization),
    handle: createHaloService({
      store: world.halo,
      random,
      settings,
      credentials: credentials.halo,
      origin: () => origins.halo,
    }),
  });
  return { idemeum, halo };
}

/** Halo's rolling window concerns everything under /api, failing calls included (halo-api.md), and sign-ins. */
function rateLimited(world: World, path: string): Answer | null {
  const { rateLimit, rateTakenByOthers, rateWindowMs, rateCountsRefused, retryAfterSeconds } =
    world.settings.halo;
  const isSignIn = /^\/auth\/token\/?$/iu.test(path) && world.settings.halo.rateCountsTokenCalls;
  if (!isSignIn && !/^\/api\//iu.test(path)) return null;
  const isAllowed = world.halo.window.take(world.clock.now(), {
    limit: rateLimit - rateTakenByOthers,
    windowMs: rateWindowMs,
    countRefused: rateCountsRefused,
  });
  if (isAllowed) return null;
  const minutes = Math.round(rateWindowMs / 60_000);
  return {
    status: 429,
    text: `Rate Limit Reached - ${rateLimit} Requests per rolling ${minutes} minute window`,
    headers: retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) },
  };
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
