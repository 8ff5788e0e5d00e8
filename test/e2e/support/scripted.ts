import { fileURLToPath } from 'node:url';
import type { CompanionApi, CompanionOverview } from '../../../electron/companion/api.ts';
import { silentLog } from '../../../electron/companion/ports/log.ts';
import { startConsole } from '../../../electron/console/console-server.ts';
import { readRenderer } from '../../../electron/console/renderer-files.ts';
import { fakeCompanion } from '../../../electron/console/testing/fake-companion.ts';
import { createRouter } from '../../../electron/router.ts';
import type { ParkedRow, QuarantinedItem, RequestRow, UnmappedCustomer } from '../../../shared/contract.ts';
import { aRequest } from '../../support/fake-idemeum.ts';

const clock = { now: () => Date.now(), sleep: async () => undefined };

/** What the scripted core shows; a test changes it and calls `change`. */
export interface Stage {
  overview: CompanionOverview;
  rows: RequestRow[];
  parked: ParkedRow[];
  quarantined: QuarantinedItem[];
  unmapped: UnmappedCustomer[];
  /** Everything the window asked for, in order: "retry 7", "decide r1 approve once admin". */
  readonly asked: string[];
}

export function aRow(fields: Partial<RequestRow> & { id?: string } = {}): RequestRow {
  const { id = 'r1', ...rest } = fields;
  const now = Date.now();
  return {
    request: aRequest({ id, createdAt: now - 60_000, updatedAt: now - 60_000 }),
    ticket: {
      requestId: id,
      reference: 'IDM-0123456789AB',
      state: 'open',
      haloTicketId: 4711,
      haloClientId: 901,
      haloAssetId: null,
      madeBy: 'companion',
      openedAt: now,
      closedAt: null,
      closedBy: null,
      note: null,
    },
    ticketUrl: 'https://halo.example/tickets?id=4711',
    customerKey: 'name:contoso',
    haloClientName: 'Contoso Ltd',
    firstSeenAt: now,
    expiresAt: now + 3 * 86_400_000,
    decision: null,
    ...rest,
  };
}

/** The console as it is, over a core that a test scripts. */
export async function startScripted(changes: (stage: Stage) => Partial<CompanionApi> = () => ({})) {
  const stage: Stage = {
    overview: await fakeCompanion().overview(),
    rows: [aRow()],
    parked: [],
    quarantined: [],
    unmapped: [],
    asked: [],
  };
  const { asked } = stage;
  const done = (text: string) => {
    asked.push(text);
    return { done: true };
  };
  const companion = fakeCompanion({
    overview: async () => stage.overview,
    listRequests: async ({ filter, search }) => {
      const rows = stage.rows.filter(
        (row) =>
          (filter !== 'pending' || row.request.status === 'pending') &&
          JSON.stringify(row).toLowerCase().includes(search.toLowerCase()),
      );
      return { rows, total: rows.length };
    },
    parked: async () => stage.parked,
    quarantined: async () => stage.quarantined,
    unmapped: async () => stage.unmapped,
    syncNow: () => {
      asked.push('syncNow');
      return { started: true };
    },
    retry: async (id) => done(`retry ${id}`),
    dismiss: async (id) => done(`dismiss ${id}`),
    dismissQuarantined: async (key) => done(`release ${key}`),
    chooseTicketMaker: async (maker) => void asked.push(`maker ${maker}`),
    findClients: async (text) =>
      [
        { id: 17, name: 'Fabrikam', inactive: false },
        { id: 18, name: 'Fabrikam Holding', inactive: false },
      ].filter((choice) => choice.name.toLowerCase().includes(text.toLowerCase())),
    assignClient: async (key, id) => ({ ...done(`assign ${key} ${id}`), text: null }),
    unassignClient: async (key) => done(`unassign ${key}`),
    decide: async ({ requestId, verdict, scope, elevationType, comment }) => {
      asked.push(`decide ${requestId} ${verdict} ${scope} ${elevationType} ${comment}`);
      return { accepted: true, text: null };
    },
    ...changes(stage),
  });
  const router = createRouter(companion, { version: '1.0.0', sandbox: true }, { log: silentLog, clock });
  const folder = fileURLToPath(new URL('../../../out/renderer', import.meta.url));
  const renderer = await readRenderer(folder);
  const begin = (port: number) => startConsole({ port, renderer, router, log: silentLog, clock });
  let server = await begin(0);
  const { port } = server;
  return {
    stage,
    link: () => server.newLink(),
    change: () => companion.change(),
    /** The companion is gone, as after a kill. */
    stop: () => server.stop(),
    /** It is back at the same address; the browser's session is not known to it. */
    restart: async () => {
      server = await begin(port);
    },
  };
}
