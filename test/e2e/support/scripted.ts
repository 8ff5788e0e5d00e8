import { fileURLToPath } from 'node:url';
import type { CompanionApi, CompanionOverview } from '../../../electron/companion/api.ts';
import { silentLog } from '../../../electron/companion/ports/log.ts';
import { startConsole } from '../../../electron/console/console-server.ts';
import { fakeCompanion, MAPPING } from '../../../electron/console/testing/fake-companion.ts';
import { createRouter } from '../../../electron/router.ts';
import { readRenderer } from '../../../electron/run/renderer-files.ts';
import { type CheckEntered, CONSOLE_SHELL } from '../../../electron/shell-api.ts';
import type { DatabaseState } from '../../../shared/contract/health.ts';
import type { MappingRow, UnmappedCustomer } from '../../../shared/contract/mapping.ts';
import type { ParkedRow } from '../../../shared/contract/outbox.ts';
import type { QuarantinedItem } from '../../../shared/contract/quarantine.ts';
import type { RequestFilter, RequestRow } from '../../../shared/contract/requests.ts';
import { aDatabase, noChecks, type TestSettings, testSettings } from '../../support/settings.ts';

const clock = { now: () => Date.now(), sleep: async () => undefined };
const RENDERER = fileURLToPath(new URL('../../../out/renderer', import.meta.url));

/** What the scripted core shows; a test changes it and says so with `change`. */
export interface Stage {
  overview: CompanionOverview;
  rows: RequestRow[];
  parked: ParkedRow[];
  quarantined: QuarantinedItem[];
  unmapped: UnmappedCustomer[];
  /** Methods that behave otherwise, from now on. */
  override: Partial<CompanionApi>;
  sandbox: boolean;
  database: DatabaseState;
  /** What was set, over a keychain that remembers. */
  settings: TestSettings;
  /** What trying the entered connections finds. */
  checks: CheckEntered;
  /** Every command of the window, in order: "retry 7", "decide r1 approve once admin". */
  readonly asked: string[];
}

export type Scripted = Awaited<ReturnType<typeof startScripted>>;

/** The console as it is, with the real router and the real security headers, over a core that a test scripts. */
export async function startScripted() {
  const overview = await fakeCompanion().overview();
  const now = Date.now();
  const stage: Stage = {
    overview: {
      ...overview,
      polling: {
        running: true,
        lastPollAt: now,
        nextPollAt: now + 15_000,
        pausedUntil: null,
        intervalSeconds: 15,
      },
      services: [
        { service: 'idemeum', state: 'ok', text: null, lastSuccessAt: now, nextTryAt: null },
        { service: 'halo', state: 'ok', text: null, lastSuccessAt: now, nextTryAt: null },
      ],
    },
    rows: [],
    parked: [],
    quarantined: [],
    unmapped: [],
    override: {},
    sandbox: false,
    database: await aDatabase(),
    settings: testSettings(),
    checks: noChecks,
    asked: [],
  };
  const base = scriptedCore(stage);
  // A method looked up when it is called: a test may exchange it while the page is open.
  const companion = new Proxy(base, {
    get: (target, name) => Reflect.get(stage.override, name) ?? Reflect.get(target, name),
  });
  const facts = {
    version: '1.0.0',
    shell: CONSOLE_SHELL,
    checkEntered: (...how: Parameters<CheckEntered>) => stage.checks(...how),
    database: async () => stage.database,
    get settings() {
      return stage.settings.service;
    },
    get sandbox() {
      return stage.sandbox;
    },
  };
  const router = createRouter(companion, facts, { log: silentLog, clock });
  const renderer = await readRenderer(RENDERER);
  const begin = (port: number) => startConsole({ port, renderer, router, log: silentLog, clock });
  let server = await begin(0);
  const { port } = server;
  return {
    stage,
    link: () => server.newLink(),
    change: () => base.change(),
    stop: () => server.stop(),
    /** At the same address again, as after a restart: it knows none of the windows that were open. */
    restart: async () => {
      server = await begin(port);
    },
  };
}

function scriptedCore(stage: Stage) {
  const done = (text: string) => {
    stage.asked.push(text);
    return { done: true };
  };
  return fakeCompanion({
    overview: async () => ({
      ...stage.overview,
      counts: { ...stage.overview.counts, ...counted(stage.rows) },
    }),
    listRequests: async ({ filter, search, limit, offset }) => {
      const rows = stage.rows.filter((row) => isListed(row, filter) && mentions(row, search));
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    findRequest: async (id) => stage.rows.find(({ request }) => request.id === id) ?? null,
    parked: async () => stage.parked,
    quarantined: async () => stage.quarantined,
    syncNow: () => {
      stage.asked.push('syncNow');
      return { started: true };
    },
    retry: async (id) => done(`retry ${id}`),
    dismiss: async (id) => done(`dismiss ${id}`),
    dismissQuarantined: async (key) => done(`forget ${key}`),
    chooseTicketMaker: async (maker) => void stage.asked.push(`maker ${maker}`),
    mapping: {
      ...MAPPING,
      unmapped: async () => stage.unmapped,
      get: async (key) => rowOfUnmapped(stage.unmapped.find(({ customerKey }) => customerKey === key)),
      findClients: async (text) =>
        CLIENTS.filter((choice) => choice.name.toLowerCase().includes(text.toLowerCase())),
      choose: async (orders) => {
        for (const { customerKey, choice } of orders) {
          stage.asked.push(
            `choose ${customerKey} ${choice.kind === 'client' ? choice.haloClientId : choice.kind}`,
          );
        }
        return { changed: orders.length, refused: [], step: 1 };
      },
    },
    decide: async ({ requestId, verdict, scope, elevationType, comment }) => {
      stage.asked.push(['decide', requestId, verdict, scope, elevationType, comment].join(' ').trim());
      return { accepted: true, text: null, undoUntil: null };
    },
  });
}

/** A customer that waits, as the mapping window lists it; null where it is not known any more. */
export function rowOfUnmapped(customer: UnmappedCustomer | undefined): MappingRow | null {
  if (customer === undefined) return null;
  return {
    ...customer,
    mappedBy: null,
    clientName: null,
    reference: 'not-known',
    clientReference: null,
    suggestion: null,
  };
}

const CLIENTS = [
  { id: 17, name: 'Fabrikam', inactive: false },
  { id: 18, name: 'Fabrikam Holding', inactive: false },
  { id: 21, name: 'Northwind Traders', inactive: true },
];

function isListed({ request, ticket }: RequestRow, filter: RequestFilter): boolean {
  switch (filter) {
    case 'pending':
      return request.status === 'pending';
    case 'decided':
      return request.status !== 'pending';
    case 'attention':
      return ticket?.state === 'awaiting-mapping' || ticket?.state === 'needs-attention';
    case 'all':
      return true;
  }
}

function mentions(row: RequestRow, search: string): boolean {
  return JSON.stringify(row).toLowerCase().includes(search.toLowerCase());
}

function counted(rows: readonly RequestRow[]) {
  const inState = (state: string) => rows.filter((row) => row.ticket?.state === state).length;
  return {
    all: rows.length,
    pending: rows.filter((row) => row.request.status === 'pending').length,
    awaitingMapping: inState('awaiting-mapping'),
    opening: inState('opening'),
    open: inState('open'),
    closing: inState('closing'),
    closed: inState('closed'),
  };
}
