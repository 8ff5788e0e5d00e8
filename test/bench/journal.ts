import { DatabaseSync, StatementSync } from 'node:sqlite';
import { verifyChain } from '../../electron/companion/activity/verify-chain.ts';
import type { CompanionApi } from '../../electron/companion/api.ts';
import { type AuditHead, chained, EMPTY_HEAD } from '../../electron/companion/journal/audit-chain.ts';
import type { Journal } from '../../electron/companion/journal/journal.ts';
import { Desk } from '../support/desk.ts';
import { aRequest } from '../support/fake-idemeum.ts';
import type { Figure } from './figures.ts';

/**
 * A journal of a million rows, as an MSP has it after years: every query of every screen and the work of a turn, each
 * statement timed where SQLite carries it out.
 */

const REQUESTS = 100_000;
const OUTBOX = 200_000;
const GRANTS = 10_000;
const AUDIT = 1_000_000 - 2 * REQUESTS - OUTBOX - GRANTS;
const CUSTOMERS = 2_000;
const DAY_MS = 86_400_000;
const LONGEST_MS = 50;
const MOST_TURNS = 300;

const COUNTER = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)';

/** Rows are made from templates by SQLite itself: a million of them, one at a time, would take an hour. */
function fill(file: string, now: number): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous=OFF; BEGIN');
  const spread = `${now} - (i * ${Math.floor((700 * DAY_MS) / REQUESTS)})`;
  const customer = `'name:customer-' || (i % ${CUSTOMERS})`;
  const state = "CASE WHEN i <= 300 THEN 'pending' WHEN i % 3 = 0 THEN 'denied' ELSE 'approved' END";
  const template = JSON.stringify(aRequest({ id: '@ID@', createdAt: 1, updatedAt: 1 }));
  database
    .prepare(
      `${COUNTER} INSERT INTO requests (id, status, customer_key, body, search_text, customer_text, person_text,
         device_text, application_text, hash, created_at, first_seen_at, application, decided_at)
       SELECT 'r' || i, ${state}, ${customer}, replace(replace(?, '@ID@', 'r' || i), '"pending"', '"' || ${state} || '"'),
         'r' || i || ' contoso ltd ada byron number ' || i || ' pc-1 notepad++ npp.exe don ho need it',
         'customer ' || (i % ${CUSTOMERS}), 'person ' || (i % 997), 'pc-' || (i % 5000), 'notepad++', 'hash' || (i % 1000),
         ${spread}, ${spread}, 'Notepad ' || (i % 500), CASE WHEN i > 300 THEN ${spread} + 60000 END FROM n`,
    )
    .run(REQUESTS, template);
  const open = "CASE WHEN i <= 290 THEN 'open' WHEN i <= 300 THEN 'awaiting-mapping' ELSE 'closed' END";
  database
    .prepare(
      `${COUNTER} INSERT INTO tickets (request_id, reference, state, customer_key, halo_ticket_id, halo_client_id, made_by,
         opened_at, closed_at, closed_by, looked_at)
       SELECT 'r' || i, 'ref-' || i, ${open}, ${customer}, CASE WHEN i <= 290 OR i > 300 THEN i END, 1, 'companion',
         ${spread}, CASE WHEN i > 300 THEN ${spread} + 90000 END, CASE WHEN i > 300 THEN 'companion' END, 0 FROM n`,
    )
    .run(REQUESTS);
  const kind = "CASE WHEN i % 2 = 0 THEN 'open-ticket' ELSE 'close-ticket' END";
  database
    .prepare(
      `${COUNTER} INSERT INTO outbox (kind, subject, request_id, state, attempt, uncertain, created_at, updated_at, until)
       SELECT ${kind}, 'r' || ((i + 1) / 2), 'r' || ((i + 1) / 2), CASE WHEN i <= 400 THEN 'waiting' ELSE 'done' END, 1, 0,
         ${now} - i, ${now} - i, CASE WHEN i <= 400 THEN ${now + 900 * DAY_MS} END FROM n`,
    )
    .run(OUTBOX);
  const grantedAt = `${now} - (i * ${Math.floor((700 * DAY_MS) / GRANTS)})`;
  database
    .prepare(
      `${COUNTER} INSERT INTO jit_grants (id, customer_key, customer_display_name, technician_email, started_at, ends_at,
         state, end_reason, updated_at)
       SELECT 'g' || i, ${customer}, 'Customer ' || (i % ${CUSTOMERS}), 'tina@msp.example', ${grantedAt}, ${grantedAt} + 1,
         'disabled', 'by-hand', ${grantedAt} FROM n`,
    )
    .run(GRANTS);
  fillDirectory(database, now);
  fillAudit(database, now);
  database.exec('COMMIT');
  database.close();
}

function fillDirectory(database: DatabaseSync, now: number): void {
  database
    .prepare(
      `${COUNTER} INSERT INTO customers (key, name, display_name, display_name_folded, changed_at)
       SELECT 'name:customer-' || (i - 1), 'customer-' || (i - 1), 'Customer ' || (i - 1), 'customer ' || (i - 1), ${now} FROM n`,
    )
    .run(CUSTOMERS);
  database
    .prepare(
      `${COUNTER} INSERT INTO mappings (customer_key, state, halo_client_id, updated_at)
       SELECT 'name:customer-' || (i - 1), 'by-name', i, ${now} FROM n`,
    )
    .run(CUSTOMERS);
}

function fillAudit(database: DatabaseSync, now: number): void {
  const insert = database.prepare(
    `INSERT INTO audit (id, at, event, actor, request_id, customer_key, halo_ticket_id, jit_grant_id, outbox_id, result, text,
       previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?)`,
  );
  let head: AuditHead = EMPTY_HEAD;
  for (let id = 1; id <= AUDIT; id += 1) {
    const request = 1 + (id % REQUESTS);
    const fields = {
      at: now - 700 * DAY_MS + Math.floor((id / AUDIT) * 700 * DAY_MS),
      event: 'ticket.opened',
      actor: 'companion',
      requestId: `r${request}`,
      customerKey: `name:customer-${request % CUSTOMERS}`,
      haloTicketId: request,
      jitGrantId: null,
      outboxId: null,
      result: 'done',
      text: `Opened ticket #${request} in Halo.`,
    };
    const linked = chained(fields, head, id);
    const { at, event, actor, requestId, customerKey, haloTicketId, result, text, previousHash, hash } =
      linked.entry;
    insert.run(id, at, event, actor, requestId, customerKey, haloTicketId, result, text, previousHash, hash);
    head = linked.head;
  }
  const keep = database.prepare("UPDATE facts SET value = ? WHERE key = 'audit.head'");
  keep.run(JSON.stringify(head));
}

/**
 * Times every statement that anybody carries out, until the returned function is called. What counts is the time this
 * thread was busy with it: on a machine with other work the clock on the wall measures that work.
 */
export function timeStatements() {
  const { all, run } = StatementSync.prototype;
  const slowest = new Map<string, number>();
  let count = 0;
  const timed = <A extends unknown[], R>(work: (this: StatementSync, ...values: A) => R) =>
    function (this: StatementSync, ...values: A): R {
      const began = process.threadCpuUsage();
      const result = work.apply(this, values);
      const { user, system } = process.threadCpuUsage(began);
      const took = (user + system) / 1_000;
      count += 1;
      if (took >= (slowest.get(this.sourceSQL) ?? 0)) slowest.set(this.sourceSQL, took);
      return result;
    };
  Object.assign(StatementSync.prototype, { all: timed(all), run: timed(run) });
  return () => {
    Object.assign(StatementSync.prototype, { all, run });
    return { count, slowest: [...slowest].sort(([, a], [, b]) => b - a) };
  };
}

/** What the windows ask, and what a companion does in its turns. */
async function live(desk: Desk, companion: CompanionApi, journal: Journal): Promise<void> {
  const now = desk.clock.now();
  await companion.overview();
  for (const filter of ['all', 'pending', 'decided', 'attention'] as const) {
    for (const search of ['', 'number 77', 'nobody has this']) {
      await companion.listRequests({ filter, search, limit: 100, offset: 0 });
    }
    await companion.listRequests({ filter, search: '', limit: 100, offset: 40_000 });
  }
  await companion.listRequests({ filter: 'all', search: '', order: 'customer', limit: 100, offset: 0 });
  await companion.seenBefore('r77');
  await companion.findRequest('r99999');
  await companion.parked();
  await companion.jit.grants({ filter: 'current', limit: 100, offset: 0 });
  await companion.jit.grants({ filter: 'ended', limit: 100, offset: 0 });
  await companion.jit.grants({ filter: 'ended', limit: 100, offset: 5_000 });
  await companion.mapping.list({ filter: 'all', text: '', limit: 100, offset: 0 });
  const range = { from: now - 400 * DAY_MS, to: now };
  for (const search of ['', 'nobody has this']) {
    await companion.activity.timeline({ ...range, search, limit: 100 });
  }
  await companion.activity.insight({ ...range, timeZone: 'Europe/Berlin' });
  for await (const _ of companion.activity.export({ ...range, format: 'csv' }));
  await verifyChain(journal);
  for (let n = 0; n < 20; n += 1) desk.idemeum.put({ id: `new-${n}` });
  await desk.pass(0);
  for (let n = 0; n < 20; n += 1) desk.idemeum.settle(`new-${n}`, 'approved');
  desk.clock.advance(60_000);
  await desk.pass(0);
}

/**
 * Turns until all that is older than the setting says (300 of 700 days) has been taken out, and the freed pages given
 * back. Nothing of it is timed by hand: the turns carry out retention's and compaction's own statements.
 * @returns how many turns that took
 */
async function dropOld(desk: Desk, journal: Journal): Promise<number> {
  for (let turns = 1; turns <= MOST_TURNS; turns += 1) {
    desk.clock.advance(60_000);
    await desk.pass(0);
    if ((await journal.facts.get('retention.doneAt')) !== null) return turns;
  }
  throw new Error(`Retention was not done after ${MOST_TURNS} turns`);
}

/** Retention's statements, by what they do: one that is not among those timed has not been measured. */
const OF_RETENTION: readonly RegExp[] = [
  /^select "id", "created_at", "status", "body" from "requests"/u,
  /^delete from "requests"/u,
  /^delete from "tickets"/u,
  /^delete from "outbox" where "request_id"/u,
  /^delete from "outbox" where "kind"/u,
  /^delete from "sightings"/u,
  /^delete from "jit_grants"/u,
  /^delete from "audit"/u,
  /^delete from "lookups" where "read_at"/u,
  /^delete from "quarantine" where "dismissed"/u,
  /^PRAGMA incremental_vacuum/u,
];

export async function journalFigures(): Promise<Figure[]> {
  const desk = new Desk();
  try {
    desk.halo.clients = [{ id: 1, name: 'Contoso Ltd', inactive: false }];
    await desk.journal();
    await desk.restart();
    const file = desk.journalFile;
    fill(file, desk.clock.now());
    const companion = await desk.companion();
    const stop = timeStatements();
    const journal = await desk.journal();
    await live(desk, companion, journal);
    const turns = await dropOld(desk, journal);
    const { count, slowest } = stop();
    const ofRetention = slowest.filter(([sql]) => OF_RETENTION.some((pattern) => pattern.test(sql)));
    const unseen = OF_RETENTION.filter((pattern) => !slowest.some(([sql]) => pattern.test(sql)));
    if (unseen.length > 0) throw new Error(`Never carried out: ${unseen.join(', ')}`);
    for (const [sql, took] of slowest.slice(0, 8)) {
      process.stderr.write(`${took.toFixed(1)} ms: ${sql.replaceAll(/\s+/gu, ' ').slice(0, 300)}\n`);
    }
    return [
      {
        name: 'Statements timed on 1,000,000 rows of the journal',
        value: count,
        unit: 'statements',
        atMost: null,
      },
      {
        name: 'Turns in which retention took out 300 of 700 days',
        value: turns,
        unit: 'turns',
        atMost: null,
      },
      {
        name: 'Slowest statement of retention and compaction',
        value: ofRetention[0]?.[1] ?? 0,
        unit: 'ms',
        atMost: LONGEST_MS,
      },
      { name: 'Slowest of them', value: slowest[0]?.[1] ?? 0, unit: 'ms', atMost: LONGEST_MS },
    ];
  } finally {
    await desk.dispose();
  }
}
