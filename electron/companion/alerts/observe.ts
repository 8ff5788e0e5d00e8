import type { Alert } from '../../../shared/domain/alert.ts';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import type { Core } from '../core.ts';
import { unmappedCustomers } from '../mapping/waiting.ts';
import { parkedRows } from '../queries.ts';
import { applicationOf, personOf } from '../tickets/compose.ts';
import type { SessionEnd } from './api.ts';
import { alertTexts } from './texts.ts';

const MINUTE_MS = 60_000;
const SESSION_WARNING_MINUTES = 15;
/** Told before a JIT account ends, the nearest first: whoever starts the companion late gets one warning. */
const JIT_WARNING_MINUTES = [5, 15] as const;
/** Accounts that ended longer ago are no news. */
const RECENTLY_MS = 15 * MINUTE_MS;
/** Requests live for 4 days (reference: idemeum.md): for as long their decision is news. */
const LIFE_OF_A_REQUEST_MS = 4 * 86_400_000;
const MOST_PENDING = 500;
const MOST_ENDED = 20;

const NEW_REQUEST = 'request:';

/** Everything that is worth telling as things stand now, told or not. */
export async function observe(
  core: Core,
  sessions: readonly SessionEnd[],
  canAct: boolean,
): Promise<Alert[]> {
  return [
    ...(await pendingRequests(core, canAct)),
    ...(await decidedElsewhere(core)),
    ...(await stuck(core)),
    ...(await observeTimes(core, sessions)),
  ];
}

type TimesCore = Pick<Core, 'journal' | 'clock'>;

/** What is worth telling whether idemeum's requests were read or not: accounts and sessions whose time is over soon. */
export async function observeTimes(core: TimesCore, sessions: readonly SessionEnd[]): Promise<Alert[]> {
  return [...(await accounts(core)), ...sessionsEnding(core.clock.now(), sessions)];
}

async function pendingRequests(core: Core, canAct: boolean): Promise<Alert[]> {
  const query = { filter: 'pending', search: '', limit: MOST_PENDING, offset: 0 } as const;
  const { rows } = await core.journal.requests.list(query);
  const decisions = new Set(
    (await core.journal.outbox.decisionsOf(rows.map((row) => row.request.id))).map((item) => item.requestId),
  );
  return rows
    .filter(({ request }) => !decisions.has(request.id))
    .map(({ request }) => newRequest(request, canAct && core.idemeum.can.decide));
}

function newRequest(request: ElevationRequest, canDecide: boolean): Alert {
  const place = [request.customerDisplayName ?? request.customerName, request.device].filter(
    (one) => one !== null,
  );
  const reason = request.reason === null ? [] : [`“${request.reason}”`];
  return {
    key: NEW_REQUEST + request.id,
    kind: 'new-request',
    ...alertTexts.request(
      personOf(request),
      applicationOf(request),
      [place.join(' · '), ...reason].join('\n'),
    ),
    count: 1,
    actions: canDecide ? ['approve-once', 'deny', 'open'] : ['open'],
    requestId: request.id,
    target: { screen: 'request', requestId: request.id },
  };
}

/** Requests that this technician was told of, and that somebody else decided meanwhile. */
async function decidedElsewhere(core: Core): Promise<Alert[]> {
  const told = await core.journal.alerts.keysOf(NEW_REQUEST, core.clock.now() - LIFE_OF_A_REQUEST_MS);
  const ids = told.map((key) => key.slice(NEW_REQUEST.length));
  const own = new Set((await core.journal.outbox.decisionsOf(ids)).map((item) => item.requestId));
  const alerts: Alert[] = [];
  for (const { request } of await core.journal.requests.findMany(ids)) {
    const isDecision = request.status === 'approved' || request.status === 'denied';
    if (!isDecision || own.has(request.id)) continue;
    alerts.push({
      key: `decided:${request.id}`,
      kind: 'decided-elsewhere',
      title: `${alertTexts.decided[request.status]}: ${personOf(request)}, ${applicationOf(request)}`,
      body: alertTexts.by(request.decision.byName ?? request.decision.byEmail),
      count: 1,
      actions: ['open'],
      requestId: null,
      target: { screen: 'request', requestId: request.id },
    });
  }
  return alerts;
}

async function stuck(core: Core): Promise<Alert[]> {
  const shared = { kind: 'needs-attention', count: 1, actions: ['open'], requestId: null } as const;
  const parked = (await parkedRows(core)).map(
    ({ entry, title }): Alert => ({
      ...shared,
      key: `parked:${entry.id}:${entry.parked?.text ?? ''}`,
      title,
      body: entry.parked?.text ?? '',
      actions: ['open'],
      target: { screen: 'needs-attention' },
    }),
  );
  const unmapped = (await unmappedCustomers(core)).map(
    (customer): Alert => ({
      ...shared,
      key: `unmapped:${customer.customerKey}`,
      ...alertTexts.unmapped(
        customer.displayName ?? customer.name ?? customer.customerKey,
        customer.waitingRequests,
      ),
      actions: ['open'],
      target: { screen: 'customer', customerKey: customer.customerKey },
    }),
  );
  return [...parked, ...unmapped];
}

async function accounts(core: TimesCore): Promise<Alert[]> {
  const now = core.clock.now();
  const ending = (await core.journal.jitGrants.current()).flatMap((grant) => endingAlert(grant, now));
  const { rows } = await core.journal.jitGrants.ended(MOST_ENDED, 0);
  const ended = rows
    .filter((grant) => isConfirmed(grant) && now - grant.updatedAt <= RECENTLY_MS)
    .map((grant) =>
      jitAlert('jit-disabled', `jit-ended:${grant.id}`, alertTexts.jitDisabled(grant.customerDisplayName)),
    );
  return [...ending, ...ended];
}

/** Others ended without idemeum having said so: replaced by a new grant, or given up by a person. */
function isConfirmed({ state, endReason }: JitGrant): boolean {
  return state === 'disabled' || endReason === 'time-over';
}

function endingAlert(grant: JitGrant, now: number): Alert[] {
  if (grant.state !== 'active') return [];
  const minutes = JIT_WARNING_MINUTES.find((limit) => grant.endsAt - now <= limit * MINUTE_MS);
  if (minutes === undefined) return [];
  const left = Math.max(1, Math.ceil((grant.endsAt - now) / MINUTE_MS));
  const key = `jit-${minutes}:${grant.id}:${grant.endsAt}`;
  return [jitAlert('jit-ending', key, alertTexts.jitEnding(grant.customerDisplayName, left))];
}

function jitAlert(
  kind: 'jit-ending' | 'jit-disabled',
  key: string,
  texts: { readonly title: string; readonly body: string },
): Alert {
  return { key, kind, ...texts, count: 1, actions: ['open'], requestId: null, target: { screen: 'jit' } };
}

function sessionsEnding(now: number, sessions: readonly SessionEnd[]): Alert[] {
  return sessions.flatMap(({ tenant, endsAt }): Alert[] => {
    // Of one whose end nobody knows there is nothing to tell.
    const left = (endsAt ?? now) - now;
    if (left <= 0 || left > SESSION_WARNING_MINUTES * MINUTE_MS) return [];
    return [
      {
        key: `session:${tenant}:${endsAt}`,
        kind: 'session-ending',
        ...alertTexts.sessionEnding(tenant, Math.ceil(left / MINUTE_MS)),
        count: 1,
        actions: ['open'],
        requestId: null,
        target: { screen: 'sessions' },
      },
    ];
  });
}
