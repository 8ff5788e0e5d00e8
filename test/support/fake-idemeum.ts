import type { Clock } from '../../electron/companion/ports/clock.ts';
import { ServiceError } from '../../electron/companion/ports/errors.ts';
import type {
  DecisionOrder,
  Idemeum,
  IdemeumCustomer,
  JitAccount,
  MalformedItem,
  RequestReading,
  WireCall,
} from '../../electron/companion/ports/idemeum.ts';
import { jitDisableRequest } from '../../electron/idemeum/jit-disable.ts';
import type { ElevationRequest } from '../../shared/domain/elevation-request.ts';
import { told } from './told.ts';
import { noTrouble, type Troubles, troubled } from './trouble.ts';

/** A whole, valid, pending request; tests say only what matters to them. */
export function aRequest(fields: Partial<ElevationRequest> = {}): ElevationRequest {
  const at = Date.parse('2026-03-02T08:59:00Z');
  return {
    id: 'req-1',
    status: 'pending',
    customerName: 'contoso',
    customerDisplayName: 'Contoso Ltd',
    userName: 'Ada Byron',
    userEmail: 'ada@contoso.example',
    device: 'PC-1',
    operatingSystem: 'Windows 11',
    application: 'Notepad++',
    fileName: 'npp.exe',
    path: 'C:\\Temp\\npp.exe',
    publisher: 'Don Ho',
    hash: 'ab'.repeat(32),
    reason: 'Need it',
    createdAt: at,
    updatedAt: at,
    portalUrl: 'https://contoso-msp.idemeum.com/adminportal/requests/req-1',
    decision: { byName: null, byEmail: null, scope: null, elevationType: null, comment: null, at: null },
    ...fields,
  };
}

/** idemeum at the level of the port, for tests of the policies. The sandbox is the one that speaks HTTP. */
export class FakeIdemeum implements Idemeum {
  readonly host = 'msp.idemeum.com';
  readonly portalUrl = 'https://msp.idemeum.com';
  can = { listCustomers: true, listRequests: true, decide: true };
  readonly clock: Clock;
  readonly calls: string[] = [];
  readonly requests = new Map<string, ElevationRequest>();
  readonly cursors: (string | null)[] = [];
  /** Accounts that are enabled, as `customer/technician`. */
  readonly enabledAccounts = new Set<string>();
  customers: IdemeumCustomer[] = [];
  malformed: MalformedItem[] = [];
  troubles: Troubles = noTrouble;
  signedInAgain = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  readonly contact = { latencyMs: 12, tokenEndsAt: null };

  get callCount(): number {
    return this.calls.length;
  }

  /** An end user asks, or a request is replaced as it stands. */
  put(fields: Partial<ElevationRequest> = {}): ElevationRequest {
    const now = this.clock.now();
    const request = aRequest({ createdAt: now, updatedAt: now, ...fields });
    this.requests.set(request.id, request);
    return request;
  }

  /** Somebody decides in the portal. */
  settle(
    id: string,
    status: 'approved' | 'denied' | 'expired' | 'cancelled',
    by: { name: string | null; email: string } | null = { name: 'Tina Tech', email: 'tina@msp.example' },
  ): void {
    const request = this.requests.get(id);
    if (request?.status !== 'pending') return;
    const at = this.clock.now();
    this.requests.set(id, {
      ...request,
      status,
      updatedAt: at,
      decision: {
        byName: by?.name ?? null,
        byEmail: by?.email ?? null,
        scope: by ? 'once' : null,
        elevationType: status === 'approved' ? 'admin' : null,
        comment: null,
        at,
      },
    });
  }

  readRequests(updatedSince: string | null): Promise<RequestReading> {
    return this.#call('readRequests', () => {
      this.cursors.push(updatedSince);
      const since = updatedSince === null ? Number.NEGATIVE_INFINITY : Date.parse(updatedSince);
      const requests = [...this.requests.values()].filter((request) => (request.updatedAt ?? 0) >= since);
      return { requests, malformed: [...this.malformed], serverTime: this.clock.now(), failure: null };
    });
  }

  listCustomers(): Promise<readonly IdemeumCustomer[]> {
    return this.#call('listCustomers', () => [...this.customers]);
  }

  decide(order: DecisionOrder): Promise<void> {
    return this.#call('decide', () => {
      const request = this.requests.get(order.requestId);
      if (request?.status !== 'pending') {
        throw new ServiceError({
          service: 'idemeum',
          kind: 'rejected',
          status: 409,
          text: told('Decided already.'),
        });
      }
      const email = order.technicianEmail ?? 'api@msp.example';
      this.settle(order.requestId, order.verdict === 'approve' ? 'approved' : 'denied', {
        name: 'Me',
        email,
      });
    });
  }

  /** idemeum enables the account after "Request access" in the portal. */
  enableAccount(customerDisplayName: string, technicianEmail: string): void {
    this.enabledAccounts.add(`${customerDisplayName}/${technicianEmail}`);
  }

  disableJitAccount({ customerDisplayName, technicianEmail }: JitAccount): Promise<void> {
    return this.#call('disableJitAccount', () => {
      if (this.enabledAccounts.delete(`${customerDisplayName}/${technicianEmail}`)) return;
      throw new ServiceError({
        service: 'idemeum',
        kind: 'rejected',
        status: 404,
        text: told('No such account.'),
      });
    });
  }

  disableCall(account: JitAccount): WireCall {
    const {
      method,
      url,
      headers,
      body = '',
    } = jitDisableRequest(new URL('https://acme.idemeum.com'), account);
    const contentType = headers?.['content-type'] ?? '';
    const tokenUrl = 'https://acme.idemeum.com/api/oauth2/v1/token';
    return { method, url: url.href, contentType, body, tokenUrl };
  }

  signInAgain(): void {
    this.signedInAgain += 1;
  }

  #call<T>(name: string, work: () => T): Promise<T> {
    this.calls.push(name);
    return troubled('idemeum', name, this.troubles, work);
  }
}
