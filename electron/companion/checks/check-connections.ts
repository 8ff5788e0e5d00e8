import type { CheckId, CheckResult } from '../../../shared/contract/health.ts';
import type { ServiceName } from '../../../shared/domain/service-health.ts';
import type { TicketDefaults } from '../../../shared/domain/ticket.ts';
import { companionErrors } from '../error-table.ts';
import type { Clock } from '../ports/clock.ts';
import { ServiceError } from '../ports/errors.ts';
import type { Halo } from '../ports/halo.ts';
import type { Idemeum } from '../ports/idemeum.ts';
import type { Told } from '../ports/told.ts';

export interface CheckedConnections {
  readonly halo: Pick<Halo, 'probe' | 'resolveNames'>;
  readonly idemeum: Pick<Idemeum, 'readRequests' | 'listCustomers' | 'can'>;
  readonly ticket: TicketDefaults;
  readonly clock: Clock;
}

/**
 * Tries everything that the companion needs of both services, by cheap reads (reference: halo-api.md, "What a set-up
 * check can verify"). Nothing is written. Every failure says what is missing and where it is granted.
 */
export async function* checkConnections(
  connections: CheckedConnections,
  services: readonly ServiceName[],
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  if (services.includes('halo')) yield* checkHalo(connections, signal);
  if (services.includes('idemeum')) yield* checkIdemeum(connections, signal);
}

/** Tries Halo alone. */
export async function* checkHalo(
  { halo, ticket }: Pick<CheckedConnections, 'halo' | 'ticket'>,
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  // Whoever cannot sign in is refused everything else too: one failure is enough to read.
  const signIn = await tried('halo-sign-in', 'halo', () => halo.probe('agents', signal));
  const isIn = !signIn.isAboutSignIn;
  yield isIn ? ok('halo-sign-in', 'halo') : plain(signIn);
  const reads = [
    ['halo-agent', 'me'],
    ['halo-tickets', 'tickets'],
    ['halo-clients', 'clients'],
    ['halo-assets', 'assets'],
  ] as const;
  for (const [id, what] of reads) {
    yield isIn ? await tried(id, 'halo', () => halo.probe(what, signal)) : leftOut(id, 'halo', null);
  }
  yield isIn
    ? await tried('halo-names', 'halo', () => halo.resolveNames(ticket, signal))
    : leftOut('halo-names', 'halo', null);
}

/** Tries idemeum alone. */
export async function* checkIdemeum(
  { idemeum, clock }: Pick<CheckedConnections, 'idemeum' | 'clock'>,
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  if (!idemeum.can.listRequests) {
    yield leftOut('idemeum-requests', 'idemeum', companionErrors.noListInProfile());
    return;
  }
  // Asking for what changed from now on costs one page.
  const read = async () => {
    const { failure } = await idemeum.readRequests(new Date(clock.now()).toISOString(), signal);
    if (failure !== null) throw failure;
  };
  const requests = await tried('idemeum-requests', 'idemeum', read);
  const isIn = !requests.isAboutSignIn;
  yield isIn ? ok('idemeum-sign-in', 'idemeum') : { ...plain(requests), id: 'idemeum-sign-in' };
  yield isIn ? plain(requests) : leftOut('idemeum-requests', 'idemeum', null);
  if (!idemeum.can.listCustomers) {
    yield leftOut('idemeum-customers', 'idemeum', companionErrors.noCustomersInProfile());
  } else {
    yield isIn
      ? plain(await tried('idemeum-customers', 'idemeum', () => idemeum.listCustomers(signal)))
      : leftOut('idemeum-customers', 'idemeum', null);
  }
}

interface Tried extends CheckResult {
  readonly isAboutSignIn: boolean;
}

async function tried(id: CheckId, service: ServiceName, work: () => Promise<unknown>): Promise<Tried> {
  try {
    await work();
    return { ...ok(id, service), isAboutSignIn: false };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { id, service, state: 'failed', text: error.message, isAboutSignIn: isAboutSignIn(error) };
  }
}

/** Everything but a refusal of this one call. */
function isAboutSignIn({ kind }: ServiceError): boolean {
  return kind !== 'forbidden' && kind !== 'rejected';
}

function plain({ isAboutSignIn: _, ...result }: Tried): CheckResult {
  return result;
}

function ok(id: CheckId, service: ServiceName): CheckResult {
  return { id, service, state: 'ok', text: null };
}

function leftOut(id: CheckId, service: ServiceName, why: Told | null): CheckResult {
  return { id, service, state: 'left-out', text: why?.text ?? null };
}
