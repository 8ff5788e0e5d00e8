import type { Warning } from '../../shared/contract/companion.ts';
import type { ParkedRow } from '../../shared/contract/outbox.ts';
import type { RequestRow } from '../../shared/contract/requests.ts';
import { askedAt } from '../../shared/domain/asked-at.ts';
import { type ElevationRequest, isOver } from '../../shared/domain/elevation-request.ts';
import type { JitGrant } from '../../shared/domain/jit-account.ts';
import type { OutboxKind } from '../../shared/domain/outbox.ts';
import type { TicketState } from '../../shared/domain/ticket.ts';
import type { CompanionOverview, RequestQuery } from './api.ts';
import type { Core } from './core.ts';
import { undoUntil } from './elevation/decide.ts';
import { elevationErrors } from './elevation/error-table.ts';
import { isProfileConfirmed } from './elevation/intake.ts';
import { DecisionPayload } from './elevation/own-decisions.ts';
import { companionErrors } from './error-table.ts';
import { jitErrors } from './jit/error-table.ts';
import { accountOf } from './journal/grant-words.ts';
import type { OutboxItem, StoredRequest } from './journal/journal.ts';
import { readJsonText } from './journal/unreadable-row.ts';
import type { Told } from './ports/told.ts';
import { applicationOf, personOf } from './tickets/compose.ts';
import { knownActive } from './tickets/connector.ts';

/** Undecided requests expire after 4 days (reference: idemeum.md). */
const LIFE_OF_A_REQUEST_MS = 4 * 86_400_000;

export interface PollingState {
  readonly running: boolean;
  readonly lastPollAt: number | null;
  readonly nextPollAt: number | null;
  /** When a pause that a person asked for ends; null when there is none. */
  readonly pausedUntil: number | null;
}

export async function overview(
  core: Core,
  polling: PollingState,
  shellWarnings: readonly Warning[],
): Promise<CompanionOverview> {
  const states = await core.journal.tickets.countByState();
  const count = (state: TicketState) => states.get(state) ?? 0;
  const budget = await core.halo.budgetUse();
  return {
    technicianEmail: core.settings.technicianEmail,
    services: [core.health.of('idemeum'), core.health.of('halo')],
    polling: {
      ...polling,
      intervalSeconds: core.settings.pollIntervalMs / 1000,
    },
    counts: {
      ...(await core.journal.requests.count()),
      awaitingMapping: await core.journal.tickets.countAwaiting(),
      opening: count('opening'),
      open: count('open'),
      closing: count('closing'),
      closed: count('closed'),
      parked: (await core.journal.outbox.inState('parked')).length,
      quarantined: (await core.journal.quarantine.list()).length,
    },
    contacts: { idemeum: { ...core.idemeum.contact }, halo: { ...core.halo.contact } },
    haloBudget: {
      used: budget.used,
      allowed: budget.allowed,
      limit: budget.limit,
      windowMinutes: budget.windowMs / 60_000,
    },
    canDecide: core.idemeum.can.decide,
    ticketMaker: core.ticketMaker().maker,
    warnings: [...shellWarnings, ...(await ownWarnings(core))],
  };
}

async function ownWarnings(core: Core): Promise<Warning[]> {
  const warnings: Warning[] = [];
  if (core.health.of('idemeum').state !== 'starting' && !(await isProfileConfirmed(core))) {
    warnings.push(warning('profile-unconfirmed', companionErrors.profileUnconfirmed()));
  }
  const { maker, chosen } = core.ticketMaker();
  if (maker === 'companion' && (await knownActive(core))) {
    const told = chosen ? companionErrors.connectorStillOn() : companionErrors.connectorActive();
    warnings.push(warning('connector-active', told));
  }
  warnings.push(...(await jitWarnings(core)));
  const setUp = (await core.journal.outbox.inState('parked')).find((item) => item.parked?.kind === 'set-up');
  if (setUp?.parked) warnings.push({ kind: 'set-up', text: setUp.parked.text });
  return warnings;
}

/** An account that should be disabled and is not: the one warning that may not be overlooked. */
async function jitWarnings(core: Core): Promise<Warning[]> {
  const late = (await core.journal.jitGrants.current()).filter(
    (grant) => grant.note !== null && (grant.state === 'disabling' || grant.state === 'unknown'),
  );
  return late.map((grant) =>
    warning('jit-not-disabled', jitErrors.notDisabledYet(accountOf(grant), grant.note ?? '')),
  );
}

function warning(kind: Warning['kind'], { text }: Told): Warning {
  return { kind, text };
}

/** What a technician has to know beyond single entries, as lines of text for a summary. */
export async function problemsOf(core: Core): Promise<string[]> {
  const services = [core.health.of('idemeum'), core.health.of('halo')];
  const parked = await core.journal.outbox.inState('parked');
  const reasons = new Map<string, number>();
  for (const item of parked) {
    const text = item.parked?.text ?? '';
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  const quarantined = await core.journal.quarantine.list();
  return [
    ...services.flatMap((service) => (service.text === null ? [] : [service.text])),
    ...(await ownWarnings(core))
      .filter((warning) => warning.kind !== 'set-up')
      .map((warning) => warning.text),
    ...[...reasons].map(([text, times]) =>
      times === 1 ? `Parked: ${text}` : `Parked (${times} times): ${text}`,
    ),
    ...quarantined.map((item) => elevationErrors.setAside(item.itemId, item.reason).text),
  ];
}

export async function listRequests(
  core: Core,
  query: RequestQuery,
): Promise<{ rows: RequestRow[]; total: number }> {
  const { rows, total } = await core.journal.requests.list(query);
  return { total, rows: await rowsOf(core, rows) };
}

/** One request as the list shows it; null when it is not known here. */
export async function findRequest(core: Core, requestId: string): Promise<RequestRow | null> {
  const stored = await core.journal.requests.find(requestId);
  const [row = null] = stored ? await rowsOf(core, [stored]) : [];
  return row;
}

async function rowsOf(core: Core, requests: readonly StoredRequest[]): Promise<RequestRow[]> {
  const ids = requests.map((row) => row.request.id);
  const tickets = new Map((await core.journal.tickets.findMany(ids)).map((one) => [one.requestId, one]));
  const decisions = new Map((await core.journal.outbox.decisionsOf(ids)).map((one) => [one.requestId, one]));
  const clientIds = new Set([...tickets.values()].flatMap(({ haloClientId }) => haloClientId ?? []));
  const clients = await core.journal.clients.findMany([...clientIds]);
  const clientNames = new Map(clients.map(({ id, name }) => [id, name]));
  return requests.map((stored) => {
    const ticket = tickets.get(stored.request.id) ?? null;
    return {
      request: stored.request,
      ticket,
      ticketUrl: ticket?.haloTicketId ? core.halo.ticketUrl(ticket.haloTicketId) : null,
      customerKey: stored.customerKey,
      haloClientName: clientNames.get(ticket?.haloClientId ?? -1) ?? null,
      firstSeenAt: stored.firstSeenAt,
      expiresAt: expiryOf(stored),
      decision: decisionOf(decisions.get(stored.request.id) ?? null, stored.request),
    };
  });
}

function expiryOf({ request, firstSeenAt }: StoredRequest): number | null {
  return request.status === 'pending' ? askedAt(request, firstSeenAt) + LIFE_OF_A_REQUEST_MS : null;
}

function decisionOf(item: OutboxItem | null, request: ElevationRequest): RequestRow['decision'] {
  if (!item || item.state === 'dismissed' || isOver(request.status)) return null;
  const payload = readJsonText(item.payload, DecisionPayload);
  if (payload === null) return null;
  const { verdict, scope } = payload;
  const text = item.parked?.text ?? item.lastError;
  return { verdict, scope, state: item.state, text, undoUntil: undoUntil(item) };
}

/** What waits for a person. Where a row about it cannot be read, the entry is shown all the same. */
export async function parkedRows({ journal }: Core): Promise<ParkedRow[]> {
  const parked = await journal.outbox.inState('parked');
  const requestIds = parked.flatMap(({ requestId }) => requestId ?? []);
  const requests = new Map((await journal.requests.findMany(requestIds)).map((one) => [one.request.id, one]));
  const grants = new Map((await journal.jitGrants.current()).map((one) => [one.id, one]));
  return parked.map(({ payload: _, ...entry }) => {
    const { kind, requestId, subject } = entry;
    const about =
      requestId === null ? aboutGrant(grants.get(subject)) : aboutRequest(requests.get(requestId)?.request);
    return { entry, title: `${TITLES[kind]}: ${about}` };
  });
}

const TITLES: Readonly<Record<OutboxKind, string>> = {
  'decide-request': 'Send the decision',
  'open-ticket': 'Open the ticket',
  'close-ticket': 'Close the ticket',
  'close-duplicate': 'Close a duplicate ticket',
  'disable-jit': 'Disable the JIT account',
};

function aboutGrant(grant: JitGrant | undefined): string {
  return grant ? `${grant.technicianEmail} · ${grant.customerDisplayName}` : 'an account';
}

function aboutRequest(request: ElevationRequest | undefined): string {
  return request ? `${personOf(request)} · ${applicationOf(request)}` : 'a request';
}
