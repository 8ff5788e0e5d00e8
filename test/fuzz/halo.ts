import fc from 'fast-check';
import { ServiceError } from '../../electron/companion/ports/errors.ts';
import type { Halo } from '../../electron/companion/ports/halo.ts';
import type { Log } from '../../electron/companion/ports/log.ts';
import { createHalo } from '../../electron/halo/create-halo.ts';
import { createRedactor } from '../../electron/http/redactor.ts';
import { TicketDefaults } from '../../shared/domain/ticket.ts';
import { seeded } from '../support/fake-clock.ts';
import { DRAFT, freeLedger } from '../support/halo-instance.ts';
import { type FuzzedParser, must, parserOf, unless } from './fuzz.ts';
import { changedJson, damaged } from './mutations.ts';
import { answering, impatientClock, isRecord } from './services.ts';

/** Every answer of Halo, read by the client that the companion uses. */

const CLIENT = { id: 12, name: 'Contoso Ltd', inactive: false, toplevel_name: 'MSP' };
const ASSET = {
  id: 5,
  client_id: 12,
  inventory_number: 'PC-1',
  key_field: 'PC-1.contoso.example',
  key_field2: null,
  key_field3: '',
  inactive: false,
};
const AGENT = { id: 3, name: 'Tina', email: 'tina@msp.example', isdisabled: false, isapiagent: false };
const TICKET = {
  id: 4_711,
  summary: 'Ada asks for Notepad++ [IDM-ABCDEFGH]',
  details: 'Contoso Ltd',
  details_html: '<p>Contoso Ltd</p>',
  third_party_id_string: 'req-1',
  client_id: 12,
  status_id: 1,
  hasbeenclosed: false,
  dateclosed: '1900-01-01T00:00:00',
  agent_id: 3,
  closure_note: '',
  assets: [{ id: 5, inventory_number: 'PC-1' }],
  client_reference: 'CON',
  dateoccurred: '2026-03-02T09:00:00.123',
  datecreated: '2026-03-02T09:00:00',
};
const ACTION = { id: 1, note: 'Done', note_html: '<p>Done</p>', who: 'Tina' };
const TYPE = { id: 1, name: 'Incident', allowed_status: [{ id: 9, name: 'Closed' }], use: 'ticket' };
const AUTH_INFO = { auth_url: 'https://halo.example/auth/', tenant_id: 'acme', tenantid: 'acme' };
const TOKEN = { access_token: 'token-1', token_type: 'Bearer', expires_in: 3_600, id_token: null };

interface Told {
  readonly halo: Halo;
  /** How many items were said to have been left out. */
  readonly leftOut: () => number;
}

/** A client of an instance that gives this answer to the first page of whatever is asked, and then no more. */
function haloWith(answer: (url: URL) => Response): Told {
  let leftOut = 0;
  const log: Log = {
    info: () => undefined,
    warn: (event, fields) => {
      if (event === 'halo.malformed-items') leftOut += Number(fields?.malformed);
    },
    error: () => undefined,
  };
  const halo = createHalo({
    url: new URL('https://halo.example'),
    tokenUrl: null,
    tenant: null,
    clientId: 'companion',
    clientSecret: async () => 'halo-secret-value',
    fetch: answering(answer),
    clock: impatientClock(),
    random: seeded(1),
    log,
    redactor: createRedactor(),
    ledger: freeLedger(),
  });
  return { halo, leftOut: () => leftOut };
}

function signIn(url: URL): Response | null {
  if (url.pathname === '/api/authinfo') return Response.json(AUTH_INFO);
  return url.pathname === '/auth/token' ? Response.json(TOKEN) : null;
}

/** The resources answer with a text; later pages are empty. */
function resources(text: string, status = 200): Told {
  return haloWith((url) => {
    const isLater = Number(url.searchParams.get('page_no') ?? '1') > 1;
    return signIn(url) ?? new Response(isLater ? '[]' : text, { status });
  });
}

/** A list of which some items are as they should be, and some are not. */
interface Listed {
  readonly good: number;
  readonly bad: readonly string[];
  readonly wrapped: boolean;
}

function listed(sample: object): fc.Arbitrary<Listed> {
  return fc.record({
    good: fc.nat(4),
    bad: fc.array(changedJson(sample), { maxLength: 3 }),
    wrapped: fc.boolean(),
  });
}

const FIRST_GOOD_ID = 5_000_001;

function answerOf(sample: object, name: string, { good, bad, wrapped }: Listed): string {
  const items = [
    ...Array.from({ length: good }, (_, n) => JSON.stringify({ ...sample, id: FIRST_GOOD_ID + n })),
    ...bad,
  ];
  const list = `[${items.join(',')}]`;
  return wrapped ? `{"record_count":${items.length},"${name}":${list}}` : list;
}

/**
 * A list and what was made of it: all good items are there, and every other one is there or was told of.
 * @param ids of what was read
 * @param excused items that are left out on purpose
 */
function nothingLost(
  { good, bad }: Listed,
  ids: readonly number[],
  leftOut: number,
  excused: (item: Readonly<Record<string, unknown>>) => boolean,
): void {
  const found = new Set(ids);
  for (let n = 0; n < good; n += 1) must(found.has(FIRST_GOOD_ID + n), 'a good item is missing');
  const items = bad.map((text): unknown => JSON.parse(text));
  const missing = items.filter((item) => !isRecord(item) || (!found.has(idOf(item)) && !excused(item)));
  must(missing.length <= leftOut, `${missing.length} items are missing, and ${leftOut} were told of`);
}

function idOf({ id }: Readonly<Record<string, unknown>>): number {
  return typeof id === 'number' || typeof id === 'string' ? Number(id) : Number.NaN;
}

function listParser(
  what: string,
  sample: object,
  read: (halo: Halo) => Promise<readonly { readonly id: number }[]>,
  excused: (item: Readonly<Record<string, unknown>>) => boolean = () => false,
): FuzzedParser {
  return parserOf(`halo ${what}: items`, listed(sample), async (list) => {
    const { halo, leftOut } = resources(answerOf(sample, what, list));
    const items = await read(halo);
    nothingLost(
      list,
      items.map(({ id }) => id),
      leftOut(),
      excused,
    );
  });
}

/** Whole answers, in which anything may be wrong: they are read, or are an error that says so. */
function answerParser(what: string, sample: unknown, read: (halo: Halo) => Promise<unknown>): FuzzedParser {
  const answers = fc.tuple(
    damaged(changedJson(sample, [sample], { record_count: 1, [what]: [sample] })),
    fc.constantFrom(200, 200, 200, 201, 400, 403, 404, 429, 500),
  );
  return parserOf(`halo ${what}: answers`, answers, async ([text, status]) => {
    const { halo } = resources(text, status);
    await unless([ServiceError], () => read(halo));
  });
}

const DEFAULTS = TicketDefaults.parse({});

export const HALO: readonly FuzzedParser[] = [
  listParser('clients', CLIENT, (halo) => halo.listClients(null)),
  listParser(
    'assets',
    ASSET,
    async (halo) => (await halo.listAssets(12, 'pc-1')).assets,
    (asset) => asset.inactive !== false || asset.client_id !== 12,
  ),
  listParser(
    'agents',
    AGENT,
    (halo) => halo.listAgents(null),
    (agent) => agent.isapiagent !== false,
  ),
  listParser('tickets', TICKET, async (halo) => (await halo.searchSummary('IDM-', 1)).tickets),
  parserOf('halo actions: items', listed(ACTION), async (list) => {
    const { halo, leftOut } = resources(answerOf(ACTION, 'actions', list));
    const notes = await halo.actionNotes(4_711);
    must(notes.length + leftOut() === list.good + list.bad.length, 'notes are missing');
  }),
  answerParser('clients', CLIENT, (halo) => halo.listClients(0)),
  answerParser('assets', ASSET, (halo) => halo.listAssets(12, 'pc-1')),
  answerParser('agents', AGENT, (halo) => halo.listAgents('tina@msp.example')),
  answerParser('tickets', TICKET, (halo) => halo.ticketsById([4_711, 4_712])),
  answerParser('ticket', TICKET, (halo) => halo.readTicket(4_711)),
  answerParser('opened ticket', TICKET, (halo) => halo.createTicket(DRAFT)),
  answerParser('lookups', TYPE, async (halo) => [
    await halo.offeredNames('Incident'),
    await halo.resolveNames(DEFAULTS),
  ]),
  parserOf('halo sign-in place', damaged(changedJson(AUTH_INFO)), async (text) => {
    const { halo } = haloWith((url) =>
      url.pathname === '/api/authinfo' ? new Response(text) : (signIn(url) ?? Response.json([])),
    );
    await unless([ServiceError], () => halo.listAgents(null));
  }),
  parserOf('halo token', damaged(changedJson(TOKEN)), async (text) => {
    const { halo } = haloWith((url) =>
      url.pathname === '/auth/token' ? new Response(text) : (signIn(url) ?? Response.json([])),
    );
    await unless([ServiceError], () => halo.listAgents(null));
  }),
];
