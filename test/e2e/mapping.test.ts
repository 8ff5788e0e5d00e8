import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import type { MappingApi } from '../../electron/companion/mapping/api.ts';
import { MAPPING } from '../../electron/console/testing/fake-companion.ts';
import type { MappingRow } from '../../shared/contract/mapping.ts';
import { freshFolder } from '../support/folders.ts';
import { closeDialog, expectFine } from './support/access.ts';
import { type Desk, deskIn } from './support/desk.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };

function aMapping(at: number, fields: Partial<MappingRow> = {}): MappingRow {
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

const OPEN = { state: 'unmatched', haloClientId: null, clientName: null } as const;
const CLOSE = { haloClientId: 7, clientName: 'Fabrikam Holding', closeness: 0.92 };

const EVERY_STATE: readonly MappingRow[] = [
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
function script({ stage, set }: Desk, rows: MappingRow[], changes: Partial<MappingApi> = {}) {
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
      const names = [
        'all',
        'open',
        'by-display-name',
        'by-name',
        'manual',
        'ambiguous',
        'unmatched',
        'ignored',
        'broken',
      ] as const;
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

describe.skipIf(executable === null)('the mapping screen', () => {
  const desk = deskIn(executable);
  const opened = async (rows: readonly MappingRow[], changes: Partial<MappingApi> = {}, options = {}) => {
    const one = desk();
    script(one, [...rows], changes);
    const page = await one.open(options);
    await page.getByRole('link', { name: 'Mapping' }).click();
    await page.getByRole('heading', { name: 'Which customer is which Halo client' }).waitFor();
    return { ...one, page };
  };

  test('shows every state in words, counts them, and shows what is asked for', async () => {
    const { page } = await opened(EVERY_STATE);
    await page.getByText('9 customers').waitFor();
    for (const words of [
      'matched by display name',
      'chosen by hand by tess@example.com',
      'several clients have this name',
      'ignored: no tickets',
      'its client is gone or inactive',
      '3 tickets wait',
    ]) {
      await page.getByText(words).first().waitFor();
    }
    await page.getByText('The client’s reference in Halo is “elsewhere”').waitFor();
    await page.getByRole('button', { name: /^Needs you/u }).click();
    await page.getByText('3 customers').waitFor();
    await page.getByRole('searchbox').fill('fabri');
    await page.getByText('1 customer', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('nobody like this');
    await page.getByText('No customer fits').waitFor();
    await page.getByRole('button', { name: 'Show all customers' }).click();
    await page.getByText('9 customers').waitFor();
  });

  test('is worked by keyboard alone: move, accept, choose, ignore, undo', async () => {
    const { page, stage } = await opened(EVERY_STATE);
    await page.getByText('9 customers').waitFor();
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('j');
    await page.locator('li[data-current]').filter({ hasText: 'Fabrikam' }).waitFor();
    await page.keyboard.press('a');
    await expect.poll(() => stage.asked).toEqual(['name:c5 7']);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /Fabrikam Holding/u }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toEqual(['name:c5 7', 'name:c4 7']);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('i');
    await expect.poll(() => stage.asked.at(-1)).toBe('name:c4 ignored');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => stage.asked.at(-1)).toBe('undo');
    await page.getByText('One customer was changed back.').waitFor();
  });

  test('a choice that was refused goes back, and says why', async () => {
    const text = 'Fabrikam was changed meanwhile by otto@example.com. Look at it again, then choose.';
    const { page } = await opened(EVERY_STATE, {
      choose: async (orders) => ({
        changed: 0,
        refused: orders.map(({ customerKey }) => ({ customerKey, text })),
        step: null,
      }),
    });
    await page.getByRole('button', { name: 'Fabrikam is Fabrikam Holding' }).click();
    await page.getByRole('alert').filter({ hasText: 'changed meanwhile by otto@example.com' }).waitFor();
    await page.getByRole('button', { name: 'Fabrikam is Fabrikam Holding' }).waitFor();
  });

  test('accepts all suggestions that are close enough, after a look at them', async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) =>
      aMapping(at, { ...OPEN, suggestion: { ...CLOSE, closeness: at < 1_000 ? 0.95 : 0.6 } }),
    );
    const { page, stage } = await opened(rows);
    await page.getByRole('button', { name: 'Accept suggestions…' }).click();
    await page.getByText('1,000 customers would get their client:').waitFor();
    await page.getByText('and 800 more').waitFor();
    await page.getByRole('slider').press('Home');
    await page.getByText('1,200 customers would get their client:').waitFor();
    await page.getByRole('slider').press('End');
    await page.getByText('No suggestion is that close.').waitFor();
    for (let times = 0; times < 5; times += 1) await page.getByRole('slider').press('ArrowLeft');
    await page.getByRole('button', { name: 'Accept 1,000' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.asked).toHaveLength(1_000);
  });

  test('a file is shown before it changes anything; one that is too large is not even read', async () => {
    const { page, stage } = await opened(EVERY_STATE);
    const openImport = async () => {
      await page.getByRole('button', { name: 'CSV and custom tab' }).click();
      await page.getByRole('menuitem', { name: 'Import from CSV…' }).click();
      await page.getByRole('dialog').waitFor();
    };
    await openImport();
    const field = page.locator('input[type=file]');
    // On the disk, where it takes no room: the browser need not be handed 50 MB.
    const folder = freshFolder('companion-big-');
    const big = join(folder, 'big.csv');
    writeFileSync(big, '');
    truncateSync(big, 50_000_000);
    await field.setInputFiles(big);
    await page
      .getByRole('alert')
      .filter({ hasText: 'This file has 50 MB. A mapping has 3 MB at most.' })
      .waitFor();
    rmSync(folder, { recursive: true });
    expect(stage.asked).toEqual([]);
    await field.setInputFiles({ name: 'mapping.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') });
    await page.getByText('1 would change, 0 are so already, 1 are not possible.').waitFor();
    await page.getByText('No customer of this name is known here (a,b).').waitFor();
    await page.getByRole('button', { name: 'Change 1 customer' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.asked).toEqual(['name:c5 7']);
  });

  test('is exported as a file, and gives the URL for a custom tab', async () => {
    const { page } = await opened(EVERY_STATE, { exportCsv: async () => 'the whole mapping' });
    await page.getByRole('button', { name: 'CSV and custom tab' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^mapping-\d{4}-\d\d-\d\d\.csv$/u);
    await page.getByRole('button', { name: 'CSV and custom tab' }).click();
    await page.getByRole('menuitem', { name: 'Custom tab in Halo…' }).click();
    await page.getByText('https://acme.idemeum.com?customerDisplayName=$CLIENT_REFERENCE').waitFor();
  });

  test('a link to a customer opens the choice of its client', async () => {
    const { page } = await opened(EVERY_STATE);
    await page.evaluate(() => {
      location.hash = '#/mapping/name%3Ac5';
    });
    await page.getByRole('dialog', { name: 'Which Halo client is Fabrikam?' }).waitFor();
  });

  test('five thousand customers are a list like any other', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => aMapping(at));
    const { page } = await opened(rows);
    await page.getByText('5,000 customers').waitFor();
    expect(await page.locator('.mapping-rows > li').count()).toBeLessThan(60);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.getByText('Customer 4999').first().waitFor();
  });

  test('says what to do when there is nobody, and when the list cannot be read', async () => {
    const { page, set } = await opened([]);
    await page.getByText('No customer is known yet').waitFor();
    set({ override: { mapping: { ...MAPPING, list: () => Promise.reject(new Error('no')) } } });
    await page.getByRole('alert').filter({ hasText: 'Something unexpected went wrong' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`is fine for everybody in ${colorScheme} at ${width} px`, PATIENT, async () => {
      const { page } = await opened(EVERY_STATE, {}, { colorScheme, viewport: { width, height: 800 } });
      await page.getByText('9 customers').waitFor();
      await expectFine(page);
      await page.getByRole('button', { name: 'Accept suggestions…' }).click();
      await page.getByText('1 customer would get its client:').waitFor();
      await expectFine(page, '[role=dialog]');
      await closeDialog(page);
    });
  }
});
