import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fingerprint } from '../../build/steps/bundle.mjs';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import { searchColumnsOf } from '../../electron/companion/journal/sqlite/request-texts.ts';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { referenceFor } from '../../electron/companion/tickets/reference.ts';
import type { RequestStatus } from '../../shared/domain/elevation-request.ts';
import { fold } from '../../shared/domain/fold.ts';
import { aRequest } from '../support/fake-idemeum.ts';
import { JournalRows } from './journal-rows.ts';
import { APPLICATIONS, customerName, TECHNICIANS } from './msp.ts';
import { inOut } from './programs.ts';

/** How much a journal holds that has been in use for a while. */
export interface JournalSize {
  readonly requests: number;
  readonly customers: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 300;
const PENDING = 500;
const PAST_GRANTS = 2_000;
const CURRENT_GRANTS = 25;
const HOST = 'msp.idemeum.com';

const MADE_OF = [
  'electron/companion/journal',
  'test/bench/big-journal.ts',
  'test/bench/journal-rows.ts',
  'test/bench/msp.ts',
  'test/support/fake-idemeum.ts',
  'shared/domain',
];

/** A journal of this size, made once a day for as long as nothing changes that it is made of. @returns its file */
export async function bigJournal(size: JournalSize): Promise<string> {
  const folder = inOut('bench');
  mkdirSync(folder, { recursive: true });
  const today = new Date().toISOString().slice(0, 10);
  const made = fingerprint(MADE_OF).slice(0, 12);
  const file = join(folder, `journal-${size.requests}-${size.customers}-${today}-${made}.sqlite`);
  if (!existsSync(file)) {
    await makeJournal(`${file}.part`, size, Date.now());
    renameSync(`${file}.part`, file);
  }
  return file;
}

/**
 * Makes the journal that a companion would have left after 300 days: every request with its ticket, their outbox rows
 * and audit; the newest 500 undecided; two of three customers mapped by themselves, the others not.
 */
async function makeJournal(file: string, size: JournalSize, now: number): Promise<void> {
  const { journal } = await openJournal(file, { clock: wallClock(), log: silentLog });
  await journal.close();
  const database = new DatabaseSync(file);
  const rows = new JournalRows(database);
  database.exec('BEGIN');
  fillCustomers(rows, size.customers, now);
  // From the oldest to the newest, as they came in. Number 0 is the newest.
  for (let n = size.requests - 1; n >= 0; n -= 1) fillRequest(rows, n, size, now);
  fillGrants(rows, size.customers, now);
  rows.endChain();
  database.exec('COMMIT');
  database.close();
}

function fillCustomers(rows: JournalRows, count: number, now: number): void {
  for (let n = 0; n < count; n += 1) {
    const name = customerName(n);
    const displayName = isMapped(n) ? name : `${name} of Springfield`;
    const key = keyOf(n);
    rows.add('halo_clients', {
      id: n + 1,
      name,
      name_folded: fold(name),
      reference: null,
      inactive: 0,
      missed: 0,
    });
    rows.add('customers', {
      key,
      name: nameOf(n),
      display_name: displayName,
      display_name_folded: fold(displayName),
      changed_at: now,
    });
    rows.add('mappings', {
      customer_key: key,
      state: isMapped(n) ? 'by-display-name' : 'unmatched',
      halo_client_id: isMapped(n) ? n + 1 : null,
      mapped_by: null,
      note: null,
      updated_at: now,
    });
  }
}

function nameOf(n: number): string {
  return `customer-${n}`;
}

function keyOf(n: number): string {
  return `name:${nameOf(n)}`;
}

function isMapped(n: number): boolean {
  return n % 3 > 0;
}

function statusOf(n: number): RequestStatus {
  if (n < PENDING) return 'pending';
  return n % 3 === 0 ? 'denied' : n % 41 === 0 ? 'expired' : 'approved';
}

function fillRequest(rows: JournalRows, n: number, size: JournalSize, now: number): void {
  const customer = n % size.customers;
  const createdAt = now - MINUTE_MS - Math.floor((n / size.requests) * DAYS * DAY_MS);
  const decidedAt = createdAt + (1 + (n % 50)) * MINUTE_MS;
  const status = statusOf(n);
  const by = TECHNICIANS[n % TECHNICIANS.length] ?? 'idemeum';
  const [application, fileName, publisher] = APPLICATIONS[n % APPLICATIONS.length] ?? APPLICATIONS[0];
  const undecided = aRequest({
    id: `r${n}`,
    status,
    createdAt,
    updatedAt: createdAt,
    customerName: nameOf(customer),
    customerDisplayName: customerName(customer),
    userName: `Person ${n % 997}`,
    userEmail: `person${n % 997}@${nameOf(customer)}.example`,
    device: `PC-${n % 4_999}`,
    application,
    fileName,
    publisher,
    reason: `Needed for order ${n}`,
  });
  const decision = { ...undecided.decision, byEmail: by, scope: 'once' as const, at: decidedAt };
  const request = status === 'pending' ? undecided : { ...undecided, updatedAt: decidedAt, decision };
  rows.add('requests', {
    id: request.id,
    status,
    customer_key: keyOf(customer),
    body: JSON.stringify(request),
    ...searchColumnsOf(request),
    application,
    decided_at: status === 'pending' || status === 'expired' ? null : decidedAt,
    created_at: createdAt,
    first_seen_at: createdAt,
  });
  fillTicket(rows, n, customer, createdAt, status === 'pending' ? null : { at: decidedAt, by });
}

interface Decided {
  readonly at: number;
  readonly by: string;
}

function fillTicket(
  rows: JournalRows,
  n: number,
  customer: number,
  openedAt: number,
  decided: Decided | null,
): void {
  const requestId = `r${n}`;
  const waits = decided === null && !isMapped(customer);
  const haloTicketId = waits ? null : 1_000_000 - n;
  const reference = referenceFor(HOST, requestId);
  rows.add('tickets', {
    request_id: requestId,
    reference,
    state: waits ? 'awaiting-mapping' : decided === null ? 'open' : 'closed',
    customer_key: keyOf(customer),
    halo_ticket_id: haloTicketId,
    halo_client_id: waits ? null : customer + 1,
    halo_asset_id: waits ? null : n,
    made_by: 'companion',
    opened_here: 1,
    opened_at: waits ? null : openedAt,
    closed_at: decided?.at ?? null,
    closed_by: decided === null ? null : 'companion',
    note: null,
    looked_at: openedAt,
  });
  if (haloTicketId === null) return;
  const about = { requestId, customerKey: keyOf(customer), haloTicketId };
  const isClosed = decided === null ? 0 : 1;
  rows.add('sightings', {
    halo_ticket_id: haloTicketId,
    reference,
    is_ours: 1,
    closed: isClosed,
    seen_at: openedAt,
  });
  rows.add('outbox', doneEntry('open-ticket', requestId, openedAt));
  rows.audit('ticket.opened', openedAt, 'companion', `Opened ticket #${haloTicketId} in Halo.`, about);
  if (decided === null) return;
  rows.audit(
    'request.over',
    decided.at,
    decided.by,
    `The request is ${statusOf(n)}, decided by ${decided.by}.`,
    about,
  );
  rows.add('outbox', doneEntry('close-ticket', requestId, decided.at));
  rows.audit(
    'ticket.closed',
    decided.at,
    'companion',
    `Closed ticket #${haloTicketId} by its status.`,
    about,
  );
}

function doneEntry(kind: 'open-ticket' | 'close-ticket', requestId: string, at: number) {
  const nothing = { until: null, parked_kind: null, parked_text: null, last_error: null, payload: null };
  const row = { kind, subject: requestId, request_id: requestId, state: 'done', attempt: 1, uncertain: 0 };
  return { ...row, ...nothing, created_at: at, updated_at: at };
}

function fillGrants(rows: JournalRows, customers: number, now: number): void {
  for (let n = 0; n < PAST_GRANTS + CURRENT_GRANTS; n += 1) {
    const customer = (n * 7) % customers;
    const isOver = n < PAST_GRANTS;
    const startedAt = isOver ? now - DAY_MS - Math.floor((n / PAST_GRANTS) * DAYS * DAY_MS) : now - n * 1_000;
    rows.add('jit_grants', {
      id: `g${n}`,
      customer_key: keyOf(customer),
      customer_display_name: customerName(customer),
      technician_email: TECHNICIANS[n % TECHNICIANS.length] ?? '',
      halo_ticket_id: null,
      started_at: startedAt,
      ends_at: startedAt + 4 * HOUR_MS,
      state: isOver ? 'disabled' : 'active',
      end_reason: isOver ? 'by-hand' : null,
      note: null,
      updated_at: isOver ? startedAt + HOUR_MS : startedAt,
    });
  }
}
