import { readFile } from 'node:fs/promises';
import { describe, expect, inject, test } from 'vitest';
import type { ActivityApi } from '../../electron/companion/activity/api.ts';
import type { ActivityEntry, Insight } from '../../shared/contract/activity.ts';
import { expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };
const DAY_MS = 86_400_000;

function anInsight(days: number): Insight {
  const to = new Date().setHours(0, 0, 0, 0);
  return {
    days: Array.from({ length: days }, (_, n) => ({
      day: new Date(to - (days - 1 - n) * DAY_MS).toISOString().slice(0, 10),
      byStatus: { pending: n % 3, approved: n % 7, denied: n % 2, expired: 0, cancelled: 0 },
    })),
    total: 1_234,
    timeToDecision: { count: 900, medianMs: 95_000, p90Ms: 5_400_000 },
    timeToTicket: { count: 1_200, medianMs: 4_200, p90Ms: 9_000 },
    applications: [
      { name: 'Wireshark <b>4.4</b>', requests: 90 },
      { name: null, requests: 3 },
    ],
    customers: [{ customerKey: 'name:contoso', name: 'مثال للشركات '.repeat(10), requests: 70 }],
    jitHours: [{ customerKey: 'name:contoso', name: 'Contoso Ltd', hours: 12.5 }],
  };
}

function anEntry(id: number, fields: Partial<ActivityEntry> = {}): ActivityEntry {
  return {
    id,
    at: Date.now() - id * 60_000,
    event: 'ticket.opened',
    kind: 'ticket',
    actor: 'companion',
    result: 'done',
    text: `Opened ticket #${id} in Halo.`,
    requestId: `r${id}`,
    about: 'Ada Byron · Wireshark',
    customerKey: 'name:contoso',
    customerName: 'Contoso Ltd',
    haloTicketId: id,
    ticketUrl: `https://acme.halopsa.com/tickets?id=${id}`,
    jitGrantId: null,
    outboxId: null,
    ...fields,
  };
}

const ENTRIES = [
  anEntry(3, {
    event: 'jit.disabled',
    kind: 'jit',
    actor: 'tess@example.com',
    text: 'The account was disabled.',
    requestId: null,
    about: null,
  }),
  anEntry(2, { result: 'failed', text: '<img src=x onerror=alert(1)> could not be closed.' }),
  anEntry(1),
];

const ACTIVITY: ActivityApi = {
  timeline: async ({ search, kind, beforeId }) => {
    const fitting = ENTRIES.filter(
      (entry) =>
        (kind === undefined || entry.kind === kind) &&
        entry.text.toLowerCase().includes(search.toLowerCase()),
    );
    const entries = beforeId === undefined ? fitting.slice(0, 2) : fitting.filter(({ id }) => id < beforeId);
    return {
      entries,
      nextBeforeId: beforeId === undefined && fitting.length > 2 ? (entries.at(-1)?.id ?? null) : null,
    };
  },
  insight: async ({ from, to }) => anInsight(Math.round((to - from) / DAY_MS)),
  verify: async () => ({
    whole: false,
    problem: 'altered',
    entryId: 2,
    text: 'Entry #2 of the audit was altered.',
  }),
  export: async function* ({ format }) {
    yield `begin ${format}\n`;
    yield 'end\n';
  },
};

describe.skipIf(executable === null)('activity', () => {
  const desk = deskIn(executable);
  const opened = async (activity: Partial<ActivityApi> = {}, options = {}) => {
    const one = desk();
    one.set({ override: { activity: { ...ACTIVITY, ...activity } } });
    const page = await one.open(options);
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    return { ...one, page };
  };

  test('shows how requests come as a chart and as a table, and how soon they are decided', async () => {
    const { page } = await opened();
    await page.getByText('1,234', { exact: true }).waitFor();
    await page.getByText('1.6 min').waitFor();
    await page.getByRole('img', { name: /^Requests a day from .* 1,234 in all/u }).waitFor();
    await page.getByText('Show as a table').click();
    await expect.poll(() => page.getByRole('row').count()).toBe(31);
    await page.getByRole('button', { name: '7 days' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(8);
    await page.getByText('12.5 h').waitFor();
  });

  test('the day under the pointer is read out in numbers', async () => {
    const { page } = await opened();
    const chart = page.getByRole('img', { name: /^Requests a day/u });
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The chart is not to be seen');
    await page.mouse.move(box.x + box.width - 40, box.y + 100);
    const reading = chart.locator('.reading');
    await reading.waitFor();
    const last = anInsight(30).days.at(-1)?.byStatus;
    await expect
      .poll(async () => (await reading.locator('dd').allTextContents()).toReversed())
      .toEqual([last?.pending, last?.approved, last?.denied].map(String));
    const within = await reading.boundingBox();
    expect((within?.x ?? 0) + (within?.width ?? 0)).toBeLessThan(box.x + box.width);
    await page.mouse.move(box.x + 2, box.y + 100);
    await reading.waitFor({ state: 'detached' });
    await page.mouse.move(box.x + 80, box.y + 100);
    await reading.waitFor();
    await page.mouse.move(box.x + 80, box.y - 20);
    await reading.waitFor({ state: 'detached' });
  });

  test('the day under a finger can still be read once the finger is lifted', async () => {
    const { page } = await opened({}, { hasTouch: true });
    const chart = page.getByRole('img', { name: /^Requests a day/u });
    await chart.tap();
    await expect.poll(() => chart.locator('.reading dd').count()).toBe(3);
  });

  test('a bar is as high as its day had requests, each kind on top of the one below', async () => {
    const { page } = await opened();
    await page.getByRole('button', { name: '7 days' }).click();
    const blocksOf = async (kind: string) => {
      const shape = await page.locator(`.day-chart .outcome-${kind}`).getAttribute('d');
      return [...(shape ?? '').matchAll(/M([\d.]+) ([\d.]+)V([\d.]+)/gu)].map(([, x, from, to]) => ({
        x,
        from: Number(from),
        to: Number(to),
      }));
    };
    await expect.poll(async () => (await blocksOf('approved')).length).toBe(6);
    // The last day but one has some of each.
    const { pending, approved, denied } = anInsight(7).days[5]?.byStatus ?? {};
    const below = (await blocksOf('pending')).at(-1);
    const above = (await blocksOf('denied')).at(-1);
    const between = (await blocksOf('approved')).find(({ x }) => x === below?.x);
    if (!below || !between || !above) throw new Error('The day has no bar');
    const heights = [below, between, above].map(({ from, to }) => from - to);
    const perRequest = (below.from - above.to) / 8;
    expect(perRequest).toBeGreaterThan(5);
    for (const [at, count] of [pending, approved, denied].entries())
      expect(heights[at]).toBeCloseTo((count ?? 0) * perRequest);
    expect([between.x, between.from, above.x, above.from]).toEqual([below.x, below.to, below.x, between.to]);
  });

  test('the chart is drawn anew where the window becomes narrower, and nothing of it is cut off', async () => {
    const { page } = await opened();
    const drawn = page.getByRole('img', { name: /^Requests a day/u }).locator('.day-chart > svg');
    await drawn.waitFor();
    await page.setViewportSize({ width: 400, height: 800 });
    await expect.poll(async () => (await drawn.boundingBox())?.width).toBeLessThan(400);
    const sticksOut = await drawn.evaluate((svg) => {
      const own = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text, path, line')].filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < own.left - 1 || right > own.right + 1;
      }).length;
    });
    expect(sticksOut).toBe(0);
  });

  test('a year costs no more than a week: a shape for each layer, and no table before it is asked for', async () => {
    const given: Insight[] = [];
    const insight: ActivityApi['insight'] = async (range) => {
      const one = await ACTIVITY.insight(range);
      given.push(one);
      return one;
    };
    const { page } = await opened({ insight });
    await page.getByRole('button', { name: 'a year' }).click();
    const chart = page.locator('.day-chart > svg');
    await expect.poll(() => given.at(-1)?.days.length).toBeGreaterThan(360);
    // As many blocks as the year has days with something approved.
    const approved = given.at(-1)?.days.filter(({ byStatus }) => byStatus.approved > 0).length;
    await expect
      .poll(async () => (await chart.locator('.outcome-approved').getAttribute('d'))?.match(/M/gu)?.length)
      .toBe(approved);
    expect(await chart.locator('path').count()).toBe(3);
    expect(await page.locator('.as-table tr').count()).toBe(0);
    await page.getByText('Show as a table').click();
    await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(360);
  });

  test('the chart is saved as a picture, its numbers as CSV', async () => {
    const { page } = await opened();
    const picture = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as picture' }).click();
    const png = await readFile(await (await picture).path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(5_000);
    const table = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    expect((await readFile(await (await table).path(), 'utf8')).split('\r\n')).toHaveLength(32);
  });

  test('every entry says what, why, by whom and about what; it is searched, filtered and read on', async () => {
    const { page } = await opened();
    const timeline = page.getByRole('region', { name: 'Everything that was done' });
    await timeline.getByText('by tess@example.com').waitFor();
    await timeline.getByText('failed:').waitFor();
    await timeline.getByRole('button', { name: 'Show older ones' }).click();
    await timeline.getByText('Opened ticket #1 in Halo.').waitFor();
    expect(
      await timeline.getByRole('link', { name: 'Ada Byron · Wireshark' }).first().getAttribute('href'),
    ).toBe('#/requests/r2');
    await timeline.getByLabel('Kind').selectOption('jit');
    await expect.poll(() => timeline.getByRole('listitem').count()).toBe(1);
    await timeline.getByRole('searchbox').fill('nothing like it');
    await timeline.getByText('Nothing of that kind').waitFor();
  });

  test('is checked and exported', async () => {
    const { page } = await opened();
    await page.getByRole('button', { name: 'Check that nothing was altered' }).click();
    await page.getByText('Entry #2 of the audit was altered.').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as JSON lines' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.jsonl$/u);
    expect(await readFile(await file.path(), 'utf8')).toBe('begin json-lines\nend\n');
  });

  test('says when there is nothing yet, and when it cannot be read', async () => {
    const empty = { ...anInsight(7), total: 0, jitHours: [] };
    const { page, set, stage } = await opened({
      insight: async () => empty,
      timeline: async () => ({ entries: [], nextBeforeId: null }),
    });
    await page.getByText('Nothing in this time').waitFor();
    await page.getByText('Nothing was done in this time').waitFor();
    const broken = () => Promise.reject(new Error('no'));
    set({ override: { ...stage.override, activity: { ...ACTIVITY, insight: broken } } });
    await page.getByRole('button', { name: '90 days' }).click();
    await page.getByRole('alert').filter({ hasText: 'Something unexpected went wrong' }).waitFor();
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`is fine for everybody in ${colorScheme} at ${width} px`, PATIENT, async () => {
      const { page } = await opened({}, { colorScheme, viewport: { width, height: 800 } });
      await page.getByText('Show as a table').click();
      await page.getByText('by tess@example.com').waitFor();
      await expectFine(page);
    });
  }
});
