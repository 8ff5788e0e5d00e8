import type { Clock } from '../../electron/companion/ports/clock.ts';
import { type Sandbox, startSandbox } from '../../electron/sandbox/sandbox.ts';
import type { Remembered } from './verdict.ts';

const CUSTOMERS = 10;
const DEVICES = 4;
const TECHNICIANS = [1, 2, 3].map((n) => ({ name: `Technician ${n}`, email: `tech${n}@msp.example` }));
const OUTCOMES = ['APPROVED', 'DENIED', 'APPROVED', 'CANCELLED'] as const;

export interface PretendOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly customers?: number;
  readonly searchLagMs?: number;
}

/** The pretend services of a measurement: an MSP with ten customers, its technicians, and what they did. */
export class Pretend {
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  get haloUrl(): string {
    return this.#sandbox.haloUrl;
  }

  get idemeumUrl(): string {
    return this.#sandbox.idemeumUrl;
  }

  get credentials() {
    return this.#sandbox.credentials;
  }

  get haloCalls(): number {
    return this.#sandbox.world.halo.calls.length;
  }

  /** Calls to Halo whose path matches. */
  callsTo(path: RegExp): number {
    return this.#sandbox.world.halo.calls.filter((call) => path.test(call.path)).length;
  }

  get peakInWindow(): number {
    return this.#sandbox.world.halo.peakInWindow;
  }

  /** People ask, at any of the customers' devices. */
  ask(count: number): void {
    this.#sandbox.world.generate({ requests: count, devicesPerCustomer: DEVICES, requestStepMs: 10 });
  }

  /** Technicians decide about a share of what is pending, 0 to 1. */
  decide(share: number, random: () => number): void {
    const { idemeum } = this.#sandbox.world;
    for (const request of [...idemeum.requests.values()]) {
      if (request.status !== 'PENDING' || random() >= share) continue;
      const status = OUTCOMES[Math.floor(random() * OUTCOMES.length)] ?? 'DENIED';
      const by = TECHNICIANS[Math.floor(random() * TECHNICIANS.length)] ?? null;
      const elevationType = status === 'APPROVED' ? 'ADMIN' : null;
      idemeum.settle(request.id, { status, by, scope: 'ONCE', elevationType, comment: null });
    }
  }

  /** Whether every request has a closed ticket. */
  isSettled(): boolean {
    const { requests, tickets } = this.remembered();
    const closed = new Set(tickets.filter((ticket) => ticket.closed).map((ticket) => ticket.thirdPartyId));
    return requests.every((request) => closed.has(request.id));
  }

  remembered(): Remembered {
    const { halo, idemeum } = this.#sandbox.world;
    const clients = new Map([...halo.clients.values()].map((client) => [client.name, client.id]));
    const assets = new Map([...halo.assets.values()].map((asset) => [asset.inventory_number, asset.id]));
    const agents = new Map([...halo.agents.values()].map((agent) => [agent.email, agent.id]));
    return {
      requests: [...idemeum.requests.values()].map((request) => ({
        id: request.id,
        status: request.status,
        haloClientId: clients.get(request.customerDisplayName) ?? 0,
        assetId: assets.get(request.device ?? '') ?? null,
        agentId: agents.get(request.decision?.by?.email ?? '?') ?? null,
        deciderName: request.decision?.by?.name ?? null,
      })),
      tickets: [...halo.tickets.values()].map((ticket) => {
        const { fields, closedAt } = halo.current(ticket);
        return {
          id: ticket.id,
          thirdPartyId: fields.third_party_id_string,
          clientId: fields.client_id,
          assetIds: fields.assets.map((asset) => asset.id),
          agentId: fields.agent_id,
          closed: closedAt !== null,
          closings: ticket.closeEvents.map(({ note, hours }) => ({ note: note ?? '', hours })),
        };
      }),
    };
  }

  stop(): Promise<void> {
    return this.#sandbox.stop();
  }
}

export async function startPretend(options: PretendOptions): Promise<Pretend> {
  const { clock, seed, searchLagMs } = options;
  const sandbox = await startSandbox({ clock, seed, halo: { searchLagMs: searchLagMs ?? 2_000 } });
  sandbox.world.generate({ customers: options.customers ?? CUSTOMERS, devicesPerCustomer: DEVICES });
  for (const technician of TECHNICIANS) sandbox.world.halo.putAgent(technician);
  return new Pretend(sandbox);
}
