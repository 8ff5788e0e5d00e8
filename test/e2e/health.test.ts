import { describe, expect, inject, test } from 'vitest';
import { ServiceError } from '../../electron/companion/ports/errors.ts';
import { fakeCompanion } from '../../electron/console/testing/fake-companion.ts';
import { noChecks, testSettings } from '../support/settings.ts';
import { told } from '../support/told.ts';
import { expectFine } from './support/access.ts';
import { badDay } from './support/busy-day.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };

describe.skipIf(executable === null)('health', () => {
  const desk = deskIn(executable);
  const opened = async (options = {}) => {
    const one = desk();
    badDay(one.stage);
    one.set({
      override: {
        checks: async function* () {
          yield { id: 'halo-sign-in', service: 'halo', state: 'ok', text: null };
          yield {
            id: 'halo-assets',
            service: 'halo',
            state: 'failed',
            text: 'Halo does not allow the companion to read assets. The API-only agent needs Assets “Read Only”.',
          };
          yield { id: 'halo-names', service: 'halo', state: 'left-out', text: null };
        },
        activity: {
          ...fakeCompanion().activity,
          verify: async () => ({
            whole: true,
            entries: 12,
            last: null,
            beginsAfter: null,
            text: 'All 12 entries are as they were written.',
          }),
        },
        alerts: {
          attach: () => undefined,
          recent: async () => [
            {
              key: 'a',
              kind: 'new-request',
              title: 'Ada: Wireshark <b>',
              toldAt: Date.now() - 60_000,
              result: { status: 'not-shown', reason: 'quiet-hours', text: 'It came in your quiet hours.' },
            },
          ],
          test: async () => ({
            status: 'not-shown',
            reason: 'not-supported',
            text: 'A browser tab shows none.',
          }),
        },
      },
    });
    const page = await one.open(options);
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('heading', { name: 'How things are' }).waitFor();
    return { ...one, page };
  };

  test('tries the connections one check after the other, and names what is missing and where it is granted', async () => {
    const { page, set, stage } = await opened();
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText('Read assets: failed').waitFor();
    await page.getByText('The API-only agent needs Assets “Read Only”.').waitFor();
    await page.getByText('One check failed.').waitFor();
    set({ override: { ...stage.override, checks: noChecks } });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    const text = 'Halo cannot be reached.';
    set({
      override: {
        ...stage.override,
        checks: async function* () {
          yield* [];
          throw new ServiceError({ service: 'halo', kind: 'unreachable', text: told(text) });
        },
      },
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').filter({ hasText: text }).waitFor();
  });

  test('says of each service how it is, of its calls how many are left, and what needs a person', async () => {
    const { page } = await opened();
    const services = page.getByRole('region', { name: 'Services' });
    await services.getByText('HaloPSA refused the client id or secret (invalid_client).').waitFor();
    await services.getByText('Have its credentials or rights put right').waitFor();
    await services.getByText('120 ms').waitFor();
    await services.getByText('37 of 300').waitFor();
    await services.getByText('The companion stops at 240').waitFor();
    const needs = page.getByRole('region', { name: 'Needs you' });
    await needs.getByText('This computer has no keychain').waitFor();
    await needs.getByRole('link', { name: 'Open the mapping' }).click();
    await page.getByRole('heading', { name: 'Which customer is which Halo client' }).waitFor();
  });

  test('says how the database is, and checks its record', async () => {
    const { page, set, stage } = await opened();
    const database = page.getByRole('region', { name: 'Database' });
    await database.getByText('sound').waitFor();
    await database.getByText('4.3 MB').waitFor();
    set({
      database: { ...stage.database, setAside: '/data/journal.sqlite.damaged-1', freeBytes: 9_000_000 },
    });
    await database.getByText('begun anew').waitFor();
    await database.getByText('kept as /data/journal.sqlite.damaged-1').waitFor();
    await database.getByText('9 MB are free').waitFor();
    await database.getByRole('button', { name: 'Check that nothing was altered' }).click();
    await database.getByText('All 12 entries are as they were written.').waitFor();
  });

  test('says why there was no notification, and tries one', async () => {
    const one = desk();
    one.set({
      settings: testSettings({
        notifications: { kinds: { 'jit-ending': false }, quiet: { from: '22:00', to: '07:00' } },
      }),
    });
    const { page } = await opened();
    await page.getByText('Switched off in the settings: A JIT account ends soon.').waitFor();
    await page.getByText('Quiet from 22:00 to 07:00.').waitFor();
    await page.getByText('not shown: It came in your quiet hours.').waitFor();
    await page.getByRole('button', { name: 'Show one now' }).click();
    await page.getByText('A browser tab shows none.').waitFor();
  });

  test('makes a report that is read before it is copied', async () => {
    const { page } = await opened();
    await page.getByRole('button', { name: 'Make a report' }).click();
    const report = page.getByRole('textbox', { name: 'The report' });
    await expect.poll(() => report.inputValue()).toContain('support report');
    expect(await report.inputValue()).toContain('Version: 1.0.0, console');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the report' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('support report');
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`is fine for everybody in ${colorScheme} at ${width} px`, PATIENT, async () => {
      const { page } = await opened({ colorScheme, viewport: { width, height: 800 } });
      await page.getByRole('button', { name: 'Try now' }).click();
      await page.getByText('One check failed.').waitFor();
      await page.getByRole('button', { name: 'Make a report' }).click();
      await page.getByRole('textbox', { name: 'The report' }).waitFor();
      await expectFine(page);
    });
  }
});
