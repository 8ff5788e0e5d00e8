import type { ActivityApi } from '../../companion/activity/api.ts';
import type { CompanionApi, CompanionOverview } from '../../companion/api.ts';
import { jitErrors } from '../../companion/jit/error-table.ts';
import type { MappingApi } from '../../companion/mapping/api.ts';

/** For tests of shells: a core that remembers nothing and can be told to fail or to report a change. */
export interface FakeCompanion extends CompanionApi {
  change(): void;
  readonly listeners: number;
}

const OVERVIEW: CompanionOverview = {
  technicianEmail: 'tess@example.com',
  services: [],
  polling: { running: true, lastPollAt: 1, nextPollAt: 2, pausedUntil: null, intervalSeconds: 15 },
  counts: {
    all: 1,
    pending: 1,
    awaitingMapping: 0,
    opening: 0,
    open: 0,
    closing: 0,
    closed: 0,
    parked: 0,
    quarantined: 0,
  },
  contacts: {
    idemeum: { latencyMs: 40, tokenEndsAt: null },
    halo: { latencyMs: 120, tokenEndsAt: null },
  },
  haloBudget: { used: 3, allowed: 240, limit: 300, windowMinutes: 5 },
  canDecide: true,
  ticketMaker: 'companion',
  warnings: [],
};

const NO_COUNTS = {
  all: 0,
  open: 0,
  'by-display-name': 0,
  'by-name': 0,
  manual: 0,
  ambiguous: 0,
  unmatched: 0,
  ignored: 0,
  broken: 0,
};

const ACTIVITY: ActivityApi = {
  timeline: async () => ({ entries: [], nextBeforeId: null }),
  insight: () => Promise.reject(new Error('not part of this test')),
  verify: () => Promise.reject(new Error('not part of this test')),
  export: async function* () {
    yield '{"id":1}\n';
    yield '{"id":2}\n';
  },
};

/** A mapping of nobody, in which every choice succeeds. */
export const MAPPING: MappingApi = {
  unmapped: async () => [],
  findClients: async () => [],
  list: async () => ({ rows: [], total: 0, counts: NO_COUNTS, undo: null, redo: null, customTabUrl: '' }),
  get: async () => null,
  suggestions: async () => [],
  choose: async (orders) => ({ changed: orders.length, refused: [], step: 1 }),
  undo: async () => ({ changed: 1, refused: [] }),
  redo: async () => ({ changed: 1, refused: [] }),
  exportCsv: async () => '',
  planImport: async () => ({ lines: [], orders: [], text: null }),
};

/** @param changes methods that behave otherwise in this test. */
export function fakeCompanion(changes: Partial<CompanionApi> = {}): FakeCompanion {
  const listeners = new Set<() => void>();
  return {
    activity: ACTIVITY,
    mapping: MAPPING,
    start: () => undefined,
    stop: async () => undefined,
    runOnce: () => Promise.reject(new Error('not part of this test')),
    overview: async () => OVERVIEW,
    alerts: {
      attach: () => undefined,
      recent: async () => [],
      test: async () => ({ status: 'shown' }),
    },
    jit: {
      runbook: () => ({ baseResource: '', tokenUrl: '', path: '', method: '', contentType: '', body: '' }),
      checkRunbook: () => [],
      grants: async () => ({ rows: [], total: 0 }),
      current: async () => [],
      customers: async () => [],
      requestAccess: async () => ({ possible: false, text: jitErrors.noTicket(1).text, choices: [] }),
      confirmGranted: async () => ({ done: true, text: null, needsConfirmation: false }),
      disable: async () => ({ done: true, text: null, needsConfirmation: false }),
      disableAccount: async () => ({ done: true, text: null, needsConfirmation: false }),
      disableMine: async () => ({ count: 0 }),
      disableForCustomer: async () => ({ count: 0, text: null, needsConfirmation: false }),
      tickets: async () => ({ tickets: [], text: null }),
      tieToTicket: async () => ({ done: true, text: null, needsConfirmation: false }),
      endAll: async () => 0,
      settled: async () => true,
    },
    applySettings: () => undefined,
    checks: async function* () {
      yield { id: 'halo-sign-in', service: 'halo', state: 'ok', text: null };
    },
    ticketPreview: () => ({
      fields: [],
      summary: 'Elevation request',
      details: 'Details',
      closureNote: 'Approved.',
    }),
    offeredNames: async () => ({
      types: ['Incident'],
      categories: [],
      urgencies: [],
      impacts: [],
      statuses: [],
    }),
    pause: () => undefined,
    resume: () => undefined,
    fallAsleep: () => undefined,
    wakeUp: () => undefined,
    syncNow: () => ({ started: true }),
    chooseTicketMaker: async () => undefined,
    listRequests: async () => ({ rows: [], total: 0 }),
    seenBefore: async () => [],
    exportRequests: async function* () {
      yield { text: 'id\r\n', rows: 0 };
    },
    findRequest: async () => null,
    ticketUrl: (id) => `https://halo.example/tickets?id=${id}`,
    decide: async () => ({ accepted: true, text: null, undoUntil: null }),
    withdraw: async () => ({ done: true, text: null }),
    parked: async () => [],
    retry: async () => ({ done: true }),
    dismiss: async () => ({ done: true }),
    quarantined: async () => [],
    dismissQuarantined: async () => ({ done: true }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setShellWarnings: () => undefined,
    ...changes,
    change: () => {
      for (const listener of listeners) listener();
    },
    get listeners() {
      return listeners.size;
    },
  };
}
