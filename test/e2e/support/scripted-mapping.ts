import type { MappingApi } from '../../../electron/companion/mapping/api.ts';
import { MAPPING } from '../../../electron/console/testing/fake-companion.ts';
import type { MappingRow } from '../../../shared/contract/mapping.ts';
import { MappingState } from '../../../shared/domain/mapping.ts';
import type { Desk } from './desk.ts';

export function aMapping(at: number, fields: Partial<MappingRow> = {}): MappingRow {
  return {
    customerKey: `name:c${at}`,
    name: `c${at}`,
    displayName: `Customer ${at}`,
    state: 'by-display-name',
    note: null,
    mappedBy: null,
    haloClientId: at + 100,
    clientName: `Customer ${at}`,
    waitingRequests: 0,
    reference: 'not-known',
    clientReference: null,
    suggestion: null,
    ...fields,
  };
}

export const OPEN = { state: 'unmatched', haloClientId: null, clientName: null } as const;
export const CLOSE = { haloClientId: 7, clientName: 'Fabrikam Holding', closeness: 0.92 };

export const EVERY_STATE: readonly MappingRow[] = [
  aMapping(1),
  aMapping(2, { state: 'by-name', reference: 'differs', clientReference: 'elsewhere' }),
  aMapping(3, { state: 'manual', mappedBy: 'tess@example.com' }),
  aMapping(4, { ...OPEN, state: 'ambiguous', waitingRequests: 3 }),
  aMapping(5, { ...OPEN, displayName: 'Fabrikam', suggestion: CLOSE, waitingRequests: 1 }),
  aMapping(6, { ...OPEN, state: 'ignored' }),
  aMapping(7, { state: 'broken', note: 'The Halo client “Gone” (#107) no longer exists.' }),
  aMapping(8, { displayName: '<img src=x onerror=alert(1)> <b>bold</b>' }),
  aMapping(9, { displayName: 'مثال للشركات 🏢 '.repeat(15) }),
];

/** A mapping that behaves: choices are seen in the list, and can be refused. */
export function script({ stage, set }: Desk, rows: MappingRow[], changes: Partial<MappingApi> = {}) {
  const counts = (wanted: string) =>
    rows.filter(
      ({ state }) =>
        wanted === 'all' ||
        (wanted === 'open' ? ['ambiguous', 'unmatched', 'broken'].includes(state) : state === wanted),
    );
  const mapping: MappingApi = {
    ...MAPPING,
    list: async ({ filter, text, limit, offset }) => {
      const found = counts(filter).filter((row) =>
        JSON.stringify(row).toLowerCase().includes(text.toLowerCase()),
      );
      const names = ['all', 'open', ...MappingState.options] as const;
      return {
        rows: found.slice(offset, offset + limit),
        total: found.length,
        counts: Object.fromEntries(names.map((one) => [one, counts(one).length])) as Record<
          (typeof names)[number],
          number
        >,
        undo: stage.asked.length > 0 ? 'Fabrikam → Fabrikam Holding' : null,
        redo: null,
        customTabUrl: 'https://acme.idemeum.com?customerDisplayName=$CLIENT_REFERENCE',
      };
    },
    get: async (key) => rows.find(({ customerKey }) => customerKey === key) ?? null,
    findClients: async () => [{ id: 7, name: 'Fabrikam Holding', inactive: false }],
    suggestions: async () =>
      rows.flatMap((row) => (row.suggestion === null ? [] : [{ ...row, suggestion: row.suggestion }])),
    choose: async (orders) => {
      for (const { customerKey, choice } of orders) {
        stage.asked.push(`${customerKey} ${choice.kind === 'client' ? choice.haloClientId : choice.kind}`);
      }
      return { changed: orders.length, refused: [], step: 1 };
    },
    undo: async () => {
      stage.asked.push('undo');
      return { changed: 1, refused: [] };
    },
    planImport: async (text) => ({
      lines: [
        {
          line: 2,
          customer: 'Fabrikam',
          verdict: 'would-change',
          text: 'The Halo client “Fabrikam Holding” (#7).',
        },
        {
          line: 3,
          customer: 'Nobody',
          verdict: 'not-possible',
          text: `No customer of this name is known here (${text}).`,
        },
      ],
      orders: [
        {
          customerKey: 'name:c5',
          choice: { kind: 'client', haloClientId: 7 },
          expected: { state: 'unmatched', haloClientId: null },
        },
      ],
      text: null,
    }),
    ...changes,
  };
  set({ override: { mapping } });
}
