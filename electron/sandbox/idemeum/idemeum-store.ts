import { type Call, CallLog } from '../call-log.ts';
import type { SandboxClock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Settings } from '../settings.ts';
import { Tokens } from '../tokens.ts';
import type { Decision, ElevationRequest, IdemeumCustomer, JitDisable, Technician } from './entities.ts';
import { type JitAccount, JitAccounts } from './jit-accounts.ts';

export interface IdemeumStoreOptions {
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly settings: Settings;
  readonly recordExchanges: boolean;
}

export interface Verdict extends Omit<Decision, 'at'> {
  readonly status: 'APPROVED' | 'DENIED' | 'EXPIRED' | 'CANCELLED';
}

/** What outlives a restart of the sandbox. */
export interface IdemeumState {
  readonly customers: readonly IdemeumCustomer[];
  readonly technicians: readonly Technician[];
  readonly requests: readonly ElevationRequest[];
  readonly jitDisables: readonly JitDisable[];
  readonly jitAccounts: readonly JitAccount[];
  readonly calls: readonly Call[];
  readonly issuedTokens: readonly string[];
}

/** Everything the pretend idemeum knows. */
export class IdemeumStore {
  readonly log: CallLog;
  readonly tokens: Tokens;
  readonly customers = new Map<string, IdemeumCustomer>();
  readonly technicians: Technician[] = [];
  readonly requests = new Map<string, ElevationRequest>();
  readonly jitDisables: JitDisable[] = [];
  readonly jitAccounts = new JitAccounts();
  readonly #clock: SandboxClock;
  readonly #random: Random;
  readonly #settings: Settings;
  /** Pending requests, oldest first by their start: the only ones that can expire. */
  readonly #pending = new Map<string, number>();

  constructor(options: IdemeumStoreOptions) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#settings = options.settings;
    this.log = new CallLog(options.recordExchanges);
    this.tokens = new Tokens(options.clock, options.random);
  }

  get calls() {
    return this.log.calls;
  }

  clear(): void {
    for (const things of [this.customers, this.requests, this.#pending]) things.clear();
    this.technicians.length = 0;
    this.jitDisables.length = 0;
    this.jitAccounts.clear();
    this.log.clear();
    this.tokens.revokeAll();
  }

  state(): IdemeumState {
    return {
      customers: [...this.customers.values()],
      technicians: this.technicians,
      requests: [...this.requests.values()],
      jitDisables: this.jitDisables,
      jitAccounts: this.jitAccounts.list(this.#clock.now()),
      calls: this.log.calls,
      issuedTokens: this.tokens.issued,
    };
  }

  /** Goes on where another life of the sandbox ended. Tokens do not outlive it: everybody signs in anew. */
  restore(state: IdemeumState): void {
    for (const customer of state.customers) this.customers.set(customer.id, customer);
    this.technicians.push(...state.technicians);
    for (const request of state.requests) this.#keep(request);
    this.jitDisables.push(...state.jitDisables);
    this.jitAccounts.restore(state.jitAccounts);
    this.log.calls.push(...state.calls);
    this.tokens.issued.push(...state.issuedTokens);
  }

  putCustomer(given: Partial<IdemeumCustomer> & { readonly displayName: string }): IdemeumCustomer {
    const id = given.id ?? this.#random.uuid();
    const customer: IdemeumCustomer = {
      name: given.displayName.toLowerCase().replace(/[^a-z0-9]+/gu, ''),
      ...this.customers.get(id),
      ...given,
      id,
    };
    this.customers.set(id, customer);
    return customer;
  }

  /** A person asks. Whatever is not given is made up, plausibly. */
  addRequest(given: Partial<ElevationRequest> = {}): ElevationRequest {
    const customer = this.#customerOf(given);
    const at = this.#step(given.createdAt ?? this.#clock.now());
    const request: ElevationRequest = {
      id: `er-${this.#random.uuid()}`,
      status: 'PENDING',
      userName: 'Sam Example',
      userEmail: null,
      device: 'PC-1',
      operatingSystem: 'Windows 11 Pro 24H2',
      application: '7-Zip',
      fileName: '7z2409-x64.exe',
      path: 'C:\\Users\\sam\\Downloads\\7z2409-x64.exe',
      publisher: 'Igor Pavlov',
      sha256: this.#random.hex(64),
      reason: 'I need it for my work.',
      decision: null,
      ...customer,
      ...given,
      createdAt: at,
      updatedAt: this.#step(given.updatedAt ?? at),
    };
    this.#keep(request);
    return request;
  }

  /** Ends a pending request. Returns null when there is none of that id or it is decided already. */
  settle(id: string, verdict: Verdict, atMs: number = this.#clock.now()): ElevationRequest | null {
    const request = this.requests.get(id);
    if (request?.status !== 'PENDING') return null;
    const { status, ...decision } = verdict;
    const at = this.#step(atMs);
    const settled: ElevationRequest = {
      ...request,
      status,
      // Nobody decided what expired.
      decision: status === 'EXPIRED' ? null : { ...decision, at },
      updatedAt: at,
    };
    this.#keep(settled);
    return settled;
  }

  /** Changes a request in any way, as a test wants it. Touches `updatedAt`. */
  change(id: string, changes: Partial<ElevationRequest>): ElevationRequest | null {
    const request = this.requests.get(id);
    if (request === undefined) return null;
    const changed = { ...request, updatedAt: this.#step(this.#clock.now()), ...changes };
    this.#keep(changed);
    return changed;
  }

  remove(id: string): boolean {
    this.#pending.delete(id);
    return this.requests.delete(id);
  }

  /** Requests that nobody decided in time end at the moment they were due (idemeum.md: 4 days). */
  expire(): void {
    const { expireAfterMs } = this.#settings.idemeum;
    const now = this.#clock.now();
    for (const [id, createdAt] of this.#pending) {
      if (createdAt + expireAfterMs > now) continue;
      const verdict: Verdict = {
        status: 'EXPIRED',
        by: null,
        scope: null,
        elevationType: null,
        comment: null,
      };
      this.settle(id, verdict, createdAt + expireAfterMs);
    }
  }

  #keep(request: ElevationRequest): void {
    this.requests.set(request.id, request);
    if (request.status === 'PENDING') this.#pending.set(request.id, request.createdAt);
    else this.#pending.delete(request.id);
  }

  #customerOf(given: Partial<ElevationRequest>) {
    const all = [...this.customers.values()];
    const named = all.find(
      (one) => one.displayName === given.customerDisplayName || one.name === given.customerName,
    );
    const customer = named ?? (all.length > 0 ? this.#random.pick(all) : null);
    return {
      customerName: customer?.name ?? 'somebody',
      customerDisplayName: customer?.displayName ?? 'Somebody Ltd',
    };
  }

  #step(atMs: number): number {
    const step = this.#settings.idemeum.timestampStepMs;
    return Math.floor(atMs / step) * step;
  }
}
