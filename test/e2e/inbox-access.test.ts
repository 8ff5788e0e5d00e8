import { describe, expect, inject, test } from 'vitest';
import { closeDialog, expectFine, isTooWide } from './support/access.ts';
import { badDay } from './support/busy-day.ts';
import { deskIn, rowOf } from './support/desk.ts';
import { anUnmapped, aParked, aRow } from './support/scripted-rows.ts';

const executable = inject('chromium');

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);

const DIALOG = '[aria-modal="true"]';
/** axe is thorough, and two cores are not many. */
const PATIENT = { timeout: 150_000 };

describe.skipIf(executable === null)('for everybody, whatever comes in', () => {
  const desk = deskIn(executable);

  test.each(LOOKS)(
    '$colorScheme at $width: axe finds nothing, nothing sticks out',
    PATIENT,
    async ({ colorScheme, width }) => {
      const { stage, open, set } = desk();
      badDay(stage);
      const page = await open({ colorScheme, viewport: { width, height: 800 } });
      await page.getByRole('button', { name: 'Show 2 more' }).click();
      await page.getByRole('button', { name: '10 All' }).click();
      await rowOf(page, 'Grace Hopper').getByRole('button').first().click();
      await rowOf(page, 'Lena Fuchs').waitFor();
      await expectFine(page);
      await page.getByRole('button', { name: /HaloPSA\s*refused/u }).click();
      await page.getByText('Last success').waitFor();
      await expectFine(page, 'header');
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: /^Approve: Nora/u }).click();
      await page.getByRole('dialog').getByLabel('For everybody').check();
      await expectFine(page);
      await closeDialog(page);
      await page.getByRole('button', { name: /^Choose Halo client/u }).click();
      await page.getByRole('dialog').getByRole('option').first().waitFor();
      await expectFine(page, DIALOG);
      await closeDialog(page);
      await page.getByRole('button', { name: /^Dismiss: Close/u }).click();
      await page.getByText('for good').waitFor();
      await expectFine(page, DIALOG);
      await closeDialog(page);
      // Narrow, there is no button for it: whoever has no room has no keyboard.
      if (width > 600) await page.getByRole('button', { name: 'Keys' }).click();
      else await page.keyboard.press('?');
      await page.getByText('Next request').waitFor();
      await expectFine(page, DIALOG);
      await closeDialog(page);

      set({ rows: [] });
      await page.getByText('No requests yet').waitFor();
      await expectFine(page);
    },
  );

  test('hostile texts are only texts', async () => {
    const { stage, open } = desk();
    const html = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b>bold</b>';
    const long = 'Überlanger_Name_ohne_Leerzeichen_'.repeat(10).slice(0, 300);
    const rtl = 'مستخدم \u202egpj.exe 👩🏽‍💻';
    stage.rows = [
      aRow('<script>', {
        request: { userName: html, application: html, reason: html, portalUrl: 'javascript:window.hacked=1' },
        ticketUrl: 'javascript:window.hacked=1',
      }),
      aRow('long', {
        request: {
          userName: long,
          application: long,
          device: long,
          customerDisplayName: long,
          publisher: long,
          reason: long,
        },
        ticket: { state: 'needs-attention', note: long },
      }),
      aRow('rtl', { request: { userName: rtl, application: '🚀🚀 مرحبا', reason: rtl } }),
      aRow('blank', {
        request: { userName: '  ', userEmail: null, application: '', fileName: null, path: null },
      }),
    ];
    stage.parked = [aParked(1, { title: `${html} ${long}` })];
    stage.unmapped = [anUnmapped({ displayName: html, note: long })];
    const page = await open({ viewport: { width: 400, height: 800 } });
    await rowOf(page, 'bold').getByText(html).first().waitFor();
    await rowOf(page, 'مستخدم').first().waitFor();
    await rowOf(page, 'Somebody wants to run an application').waitFor();
    await rowOf(page, 'bold').getByRole('button').first().click();
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await rowOf(page, 'bold').locator('b, img, script').count()).toBe(0);
    expect(await page.evaluate(() => Reflect.has(window, 'hacked'))).toBe(false);
    expect(await rowOf(page, 'مستخدم').locator('bdi').count()).toBeGreaterThan(3);
    expect(await rowOf(page, long.slice(0, 40)).locator('[title]').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: /^Choose Halo client/u }).click();
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    expect(await page.evaluate(isTooWide)).toBe(false);
  });

  test('who asks for less motion gets none', async () => {
    const { stage, open } = desk();
    stage.rows = [aRow('r1')];
    const page = await open({ reducedMotion: 'reduce' });
    await rowOf(page, 'Ada Byron').waitFor();
    const durations = await page.evaluate(() =>
      [...document.querySelectorAll('body *')].flatMap((one) =>
        [undefined, '::before', '::after'].flatMap((part) => {
          const { transitionDuration, animationDuration } = getComputedStyle(one, part);
          return `${transitionDuration},${animationDuration}`.split(',').map(Number.parseFloat);
        }),
      ),
    );
    expect(durations.length).toBeGreaterThan(500);
    expect(Math.max(...durations)).toBeLessThan(0.001);
  });
});
