import { describe, expect, inject, test } from 'vitest';
import { MAPPING } from '../../electron/console/testing/fake-companion.ts';
import { busyDay } from './support/busy-day.ts';
import { deskIn, rowOf } from './support/desk.ts';
import { aRow, MINUTE } from './support/scripted-rows.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('the list of requests', () => {
  const desk = deskIn(executable);

  test('says who wants to run what and where, and how far ticket and decision are', async () => {
    const { stage, open } = desk();
    busyDay(stage);
    const page = await open();
    await expect
      .poll(() => rowOf(page, 'Nora Lindqvist').textContent())
      .toMatch(
        /Wireshark 4\.4\.2 by Wireshark Foundation[\s\S]*CON-LT-0231 · Contoso Ltd[\s\S]*asked 2 min ago · expires in 4 days[\s\S]*label printer[\s\S]*Opening a ticket/u,
      );
    expect(await rowOf(page, 'Priya Raman').textContent()).toMatch(/Waits: customer not mapped/u);
    expect(await rowOf(page, 'Ada Byron').textContent()).toMatch(/Approval for the customer: being sent/u);
    const link = rowOf(page, 'Tomás Ferreira').getByRole('link', { name: /Ticket #4718/u });
    expect(await link.getAttribute('href')).toBe('https://halo.example/tickets?id=4711');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.getAttribute('target')).toBe('_blank');

    await page.getByRole('button', { name: '5 Decided' }).click();
    await rowOf(page, 'Grace Hopper').waitFor();
    expect(await rowOf(page, 'Grace Hopper').textContent()).toMatch(
      /Ticket #4702\s*needs attention[\s\S]*no closed status[\s\S]*Approved once[\s\S]*by Tess Technician/u,
    );
    expect(await rowOf(page, 'Mallory').textContent()).toMatch(
      /closed by the companion[\s\S]*Denied for all customers/u,
    );
    expect(await rowOf(page, 'Ivo Novak').textContent()).toMatch(/closed by hand/u);
    expect(await rowOf(page, 'Lena Fuchs').textContent()).toMatch(
      /No ticket: older than this companion[\s\S]*Expired undecided/u,
    );
    await page.getByRole('button', { name: '2 Needs attention' }).click();
    await expect.poll(() => page.getByText('2 requests').isVisible()).toBe(true);
  });

  test('asks for its first rows, and for what stands above them, while the state of the services is still on its way', async () => {
    const { stage, open } = desk();
    const known = Promise.withResolvers<void>();
    const asked: string[] = [];
    stage.override = {
      overview: async () => {
        await known.promise;
        return stage.overview;
      },
      listRequests: async ({ filter, limit }) => {
        asked.push(`${filter} ${limit}`);
        return { rows: [aRow('r1')], total: 1 };
      },
      parked: async () => {
        asked.push('parked');
        return [];
      },
      quarantined: async () => {
        asked.push('quarantined');
        return [];
      },
      mapping: {
        ...MAPPING,
        unmapped: async () => {
          asked.push('unmapped');
          return [];
        },
      },
    };
    const page = await open();
    await expect
      .poll(() => asked)
      .toEqual(expect.arrayContaining(['parked', 'quarantined', 'unmapped', 'attention 1', 'pending 100']));
    expect(await rowOf(page, 'Ada Byron').count()).toBe(0);
    known.resolve();
    await rowOf(page, 'Ada Byron').waitFor();
  });

  test('marks what expires within a day, and nothing else', async () => {
    const { stage, open } = desk();
    stage.rows = [
      aRow('r1', { request: { userName: 'Early' } }),
      aRow('r2', { request: { userName: 'Nearly Late' }, expiresAt: Date.now() + 5 * 60 * MINUTE }),
    ];
    const page = await open();
    await rowOf(page, 'Nearly Late').waitFor();
    expect(await page.locator('.soon').allTextContents()).toEqual(['in 5 hr']);
  });

  test('a date that lies ahead is not believed, and said', async () => {
    const { stage, open } = desk();
    const ahead = Date.now() + 400 * 24 * 60 * MINUTE;
    stage.rows = [aRow('r1', { request: { createdAt: ahead }, firstSeenAt: Date.now() - 2 * MINUTE })];
    const page = await open();
    await rowOf(page, 'Ada Byron').getByText('first seen 2 min ago · dated ahead by idemeum:').waitFor();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
  });

  test('the asset on the ticket is shown, or why there is none', async () => {
    const { stage, open } = desk();
    stage.rows = [
      aRow('r1', { request: { userName: 'With' }, ticket: { haloAssetId: 2301 } }),
      aRow('r2', { request: { userName: 'Without' } }),
    ];
    const page = await open();
    await rowOf(page, 'With wants').getByText('asset #2301').waitFor();
    await rowOf(page, 'Without wants').getByRole('button').first().click();
    await rowOf(page, 'Without wants').getByText('none attached: no asset, or more than one').waitFor();
  });

  test('a row opens to everything that is known', async () => {
    const { stage, open } = desk();
    busyDay(stage);
    const page = await open();
    const headline = rowOf(page, 'Nora Lindqvist').getByRole('button', { name: /Nora/u }).first();
    await headline.click();
    expect(await headline.getAttribute('aria-expanded')).toBe('true');
    const text = await rowOf(page, 'Nora Lindqvist').textContent();
    for (const fact of [
      'C:\\Users\\nora\\Downloads',
      'abababab',
      'Windows 11',
      'nora@contoso.example',
      'er-1',
    ])
      expect(text).toContain(fact);
    await headline.click();
    await rowOf(page, 'Nora Lindqvist').getByText('Windows 11').waitFor({ state: 'detached' });
  });

  test('a new request appears by itself and is said out loud', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r1', { request: { userName: 'Ada Byron' } })];
    const page = await open();
    await rowOf(page, 'Ada Byron').waitFor();
    set({ rows: [aRow('r2', { request: { userName: 'Zoe New', application: 'Blender' } }), ...stage.rows] });
    await rowOf(page, 'Zoe New').waitFor();
    await page.getByRole('status').filter({ hasText: 'New request: Zoe New wants to run Blender' }).waitFor();
    await page.getByRole('button', { name: '2 Pending' }).waitFor();
  });

  test('Sync now asks the companion; both services, the last poll and the budget are in words', async () => {
    const { stage, open } = desk();
    busyDay(stage);
    const page = await open();
    await page.getByText('Practice mode: pretend services').waitFor();
    await page.getByText('37 of 240').waitFor();
    await page.getByRole('button', { name: /HaloPSA\s*in trouble/u }).click();
    await page.getByText('3 of the last 5 calls timed out').waitFor();
    await page.getByText('tries again by itself').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect.poll(() => stage.asked).toEqual(['syncNow']);
    await page.getByRole('status').filter({ hasText: 'Asking idemeum' }).waitFor();
  });

  test('an empty inbox is calm about it', async () => {
    const page = await desk().open();
    await page.getByText('Nobody is waiting').waitFor();
    await page.getByRole('button', { name: '0 All' }).click();
    await page.getByText('No requests yet').waitFor();
    expect(await page.getByText('Needs you').count()).toBe(0);
  });

  test('tells what was asked for before, and how that ended', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r0')];
    const page = await open();
    await rowOf(page, 'Ada Byron').first().waitFor();
    set({
      override: {
        seenBefore: async () => [
          {
            requestId: 'r9',
            status: 'denied',
            customerName: 'Contoso <b>',
            personName: 'Barbara',
            decidedBy: 'Tess',
            scope: 'tenant',
            at: Date.now() - 86_400_000,
            isSameFile: true,
          },
        ],
      },
    });
    await rowOf(page, 'Ada').first().getByRole('button', { expanded: false }).first().click();
    const seen = page.locator('.seen');
    await seen.getByText('by Tess').waitFor();
    await seen.getByText('(the same file)').waitFor();
    expect(await seen.getByRole('link').getAttribute('href')).toBe('#/requests/r9');
  });
});
