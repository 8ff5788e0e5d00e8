import Papa from 'papaparse';
import type { ChoiceOrder, ImportLine } from '../../../shared/contract/mapping.ts';
import { fold } from '../../../shared/domain/fold.ts';
import type { MappingChoice } from '../../../shared/domain/mapping.ts';
import type { Core } from '../core.ts';
import { csvHead, csvRows, unguarded } from '../csv-text.ts';
import type { ListedMapping } from '../journal/journal.ts';
import type { HaloClient } from '../ports/halo.ts';
import type { Told } from '../ports/told.ts';
import { nameOf, seenOf } from './choices.ts';
import { usableClients } from './directory.ts';
import { importErrors } from './error-table.ts';

/** The mapping as a file: what the export writes, the import understands. */

const COLUMNS = {
  name: 'idemeum name',
  displayName: 'idemeum display name',
  state: 'mapping',
  clientId: 'Halo client id',
  clientName: 'Halo client name',
} as const;

const MOST_LINES = 20_000;
const PAGE = 500;

export interface ImportPlan {
  readonly lines: ImportLine[];
  readonly orders: ChoiceOrder[];
}

export async function exportMappings(core: Core): Promise<string> {
  const rows = await allMappings(core);
  return (
    csvHead(Object.values(COLUMNS)) +
    csvRows(
      rows.map(({ customer, mapping, clientName }) => {
        const { state, haloClientId } = seenOf(mapping);
        return [customer.name, customer.displayName, state, haloClientId, clientName];
      }),
    )
  );
}

/** What a file asks for, line by line. Text that is no such file is refused as a whole, in words. */
export async function planImport(core: Core, text: string): Promise<ImportPlan | Problem> {
  const table = readTable(text);
  if ('problem' in table) return table;
  const known = new KnownNames(await allMappings(core), await usableClients(core));
  const lines: ImportLine[] = [];
  const orders: ChoiceOrder[] = [];
  const seen = new Map<string, number>();
  for (const [at, row] of table.rows.entries()) {
    const line = at + 2;
    const read = known.read(row);
    const twin = read.order === null ? undefined : seen.get(read.order.customerKey);
    if (read.order !== null) seen.set(read.order.customerKey, twin ?? line);
    if (twin !== undefined) {
      lines.push({
        line,
        customer: read.customer,
        verdict: 'not-possible',
        text: importErrors.twin(twin).text,
      });
      continue;
    }
    lines.push({ line, customer: read.customer, verdict: read.verdict, text: read.text });
    if (read.verdict === 'would-change' && read.order !== null) orders.push(read.order);
  }
  return { lines, orders };
}

/** Why a file, or a line of it, cannot be used. */
interface Problem {
  readonly problem: Told;
}

type Row = Readonly<Record<keyof typeof COLUMNS, string>>;

function readTable(text: string): { readonly rows: readonly Row[] } | Problem {
  if (text.includes('\u0000') || text.includes('\uFFFD')) {
    return { problem: importErrors.notUtf8() };
  }
  const { data, errors } = Papa.parse<string[]>(withOneLineEnd(text), {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t'],
  });
  // Whatever stands behind a quote that nothing closes would be one cell, and its lines would be gone.
  const unclosed = errors.find(({ type }) => type === 'Quotes');
  if (unclosed !== undefined) return { problem: importErrors.wrongQuote((unclosed.row ?? 0) + 1) };
  const [first = [], ...rest] = data;
  const headings = first.map((heading) => fold(heading));
  const at = (column: keyof typeof COLUMNS) => headings.indexOf(fold(COLUMNS[column]));
  const { name, displayName, clientId, clientName } = COLUMNS;
  const twin = Object.values(COLUMNS).find((column) => {
    return headings.indexOf(fold(column)) !== headings.lastIndexOf(fold(column));
  });
  if (twin !== undefined) return { problem: importErrors.twinColumns(twin) };
  const hasCustomer = at('name') >= 0 || at('displayName') >= 0;
  const hasClient = at('clientId') >= 0 || at('clientName') >= 0;
  if (!hasCustomer || !hasClient) {
    return { problem: importErrors.noColumns(name, displayName, clientId, clientName) };
  }
  if (rest.length > MOST_LINES) return { problem: importErrors.tooLong(rest.length, MOST_LINES) };
  const cell = (row: readonly string[], column: keyof typeof COLUMNS) =>
    unguarded((row[at(column)] ?? '').trim());
  return {
    rows: rest.map((row) => ({
      name: cell(row, 'name'),
      displayName: cell(row, 'displayName'),
      state: cell(row, 'state'),
      clientId: cell(row, 'clientId'),
      clientName: cell(row, 'clientName'),
    })),
  };
}

/** A file that was edited here and there ends its lines in two ways; by the first way alone, others would be no lines. */
function withOneLineEnd(text: string): string {
  return text.replaceAll(/\r\n?/gu, '\n');
}

interface ReadLine {
  readonly customer: string;
  readonly verdict: ImportLine['verdict'];
  readonly text: string;
  readonly order: ChoiceOrder | null;
}

/** Finds customers and clients by what a line says of them. */
class KnownNames {
  readonly #customers = new Map<string, ListedMapping[]>();
  readonly #clientsById = new Map<number, HaloClient>();
  readonly #clientsByName = new Map<string, HaloClient[]>();

  constructor(mappings: readonly ListedMapping[], clients: readonly HaloClient[]) {
    for (const row of mappings) {
      const { name, displayName } = row.customer;
      if (name !== null) add(this.#customers, `name:${fold(name)}`, row);
      if (displayName !== null) add(this.#customers, `display:${fold(displayName)}`, row);
    }
    for (const client of clients) {
      this.#clientsById.set(client.id, client);
      add(this.#clientsByName, fold(client.name), client);
    }
  }

  read(row: Row): ReadLine {
    const customer = row.displayName || row.name || '(empty)';
    const no = ({ text }: Told): ReadLine => ({ customer, verdict: 'not-possible', text, order: null });
    const found = this.#customerOf(row);
    const [first, ...others] = found;
    if (!first) return no(importErrors.noCustomer());
    if (others.length > 0) return no(importErrors.severalCustomers());
    const wanted = this.#choiceOf(row);
    if ('problem' in wanted) return no(wanted.problem);
    const { choice, text } = wanted;
    const expected = seenOf(first.mapping);
    const order = { customerKey: first.customer.key, choice, expected };
    const name = nameOf(first.customer);
    if (isAlready(choice, expected))
      return { customer: name, verdict: 'same', text: 'Is so already.', order };
    return { customer: name, verdict: 'would-change', text, order };
  }

  #customerOf({ name, displayName }: Row): readonly ListedMapping[] {
    return this.#customers.get(name === '' ? `display:${fold(displayName)}` : `name:${fold(name)}`) ?? [];
  }

  #choiceOf(row: Row): { readonly choice: MappingChoice; readonly text: string } | Problem {
    if (row.clientId === '' && row.clientName === '') {
      return fold(row.state) === 'ignored'
        ? { choice: { kind: 'ignored' }, text: 'No tickets for this customer.' }
        : { choice: { kind: 'automatic' }, text: 'Back to the automatic match.' };
    }
    const client = this.#clientOf(row);
    if ('problem' in client) return client;
    return {
      choice: { kind: 'client', haloClientId: client.id },
      text: `The Halo client “${client.name}” (#${client.id}).`,
    };
  }

  #clientOf({ clientId, clientName }: Row): HaloClient | Problem {
    if (clientId !== '') {
      const client = /^\d{1,15}$/u.test(clientId) ? this.#clientsById.get(Number(clientId)) : undefined;
      if (!client) return { problem: importErrors.noClientId(clientId.slice(0, 40)) };
      if (clientName !== '' && fold(clientName) !== fold(client.name)) {
        return { problem: importErrors.otherName(client.id, client.name) };
      }
      return client;
    }
    const [first, ...others] = this.#clientsByName.get(fold(clientName)) ?? [];
    if (!first) return { problem: importErrors.noClientName() };
    if (others.length > 0) return { problem: importErrors.severalClients() };
    return first;
  }
}

function isAlready(choice: MappingChoice, seen: ChoiceOrder['expected']): boolean {
  switch (choice.kind) {
    case 'client':
      // An automatic match to the same client is as good: nothing would change for its tickets.
      return seen.haloClientId === choice.haloClientId && seen.state !== 'broken';
    case 'ignored':
      return seen.state === 'ignored';
    case 'automatic':
      return seen.state !== 'manual' && seen.state !== 'ignored';
  }
}

function add<T>(index: Map<string, T[]>, key: string, value: T): void {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
}

/** Rows that cannot be read are missing in their page: places are counted by pages, not by what came. */
async function allMappings(core: Core): Promise<ListedMapping[]> {
  const rows: ListedMapping[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await core.journal.mappings.list({ states: null, text: '', limit: PAGE, offset });
    rows.push(...page.rows);
    if (offset + PAGE >= page.total) return rows;
  }
}
