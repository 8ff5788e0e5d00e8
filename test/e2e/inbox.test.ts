import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { aRequest } from '../support/fake-idemeum.ts';
import { eventually, launch, openPage, type Page } from './support/browser.ts';
import { aRow, startScripted } from './support/scripted.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('the window in a real browser', () => {
  let browser: Browser;
  let scripted: Awaited<ReturnType<typeof startScripted>>;
  let opened: Awaited<ReturnType<typeof openPage>> | null = null;

  beforeAll(async () => {
    browser = await launch(executable ?? '');
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.close();
    opened = null;
    await scripted.stop();
    expect(complaints).toEqual([]);
  });

  async function show(
    prepare: (stage: (typeof scripted)['stage']) => void = () => undefined,
    changes: Parameters<typeof startScripted>[0] = () => ({}),
    options: Parameters<typeof openPage>[2] = {},
  ): Promise<Page> {
    scripted = await startScripted(changes);
    prepare(scripted.stage);
    opened = await openPage(browser, scripted.link(), options);
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
    return opened.page;
  }

  const asked = () => scripted.stage.asked;

  test('shows who asks for what, how the ticket stands, and how the services do', async () => {
    const page = await show();
    const row = page.getByRole('article');
    await row.getByText('Ada Byron').waitFor();
    expect(await row.textContent()).toMatch(/Ada Byron wants to run Notepad\+\+ on PC-1 at Contoso Ltd/u);
    const link = row.getByRole('link', { name: 'Ticket #4711' });
    expect(await link.getAttribute('href')).toBe('https://halo.example/tickets?id=4711');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    await page.getByText('Practice mode: pretend services').waitFor();
    await page.getByText('Halo calls: 3 of 240 in 5 minutes').waitFor();
  });

  test('shows news by itself, without a reload', async () => {
    const page = await show((stage) => {
      stage.rows = [];
    });
    await page.getByText('Nobody waits for a decision').waitFor();
    scripted.stage.rows = [aRow({ id: 'fresh' })];
    scripted.change();
    await page.getByRole('article').waitFor();
  });

  test('Sync now asks the companion', async () => {
    const page = await show();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await eventually(() => asked().includes('syncNow'));
  });

  test('parked work can be retried, and dismissed only after its consequence was read', async () => {
    const entry = {
      id: 7,
      kind: 'close-ticket',
      subject: 'r1',
      requestId: 'r1',
      state: 'parked',
      attempt: 3,
      until: null,
      uncertain: false,
      parked: { kind: 'permission', text: 'The API-only agent needs “Can edit closed Tickets”.' },
      lastError: null,
      createdAt: 1,
      updatedAt: 1,
    } as const;
    const page = await show((stage) => {
      stage.parked = [{ entry, title: 'Close the ticket: Ada Byron', haloTicketId: 4711 }];
    });
    await page.getByText('needs “Can edit closed Tickets”').waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await eventually(() => asked().includes('retry 7'));
    await page.getByRole('button', { name: 'Dismiss' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('has to be done by hand').waitFor();
    expect(asked()).not.toContain('dismiss 7');
    await dialog.getByRole('button', { name: 'Dismiss' }).click();
    await eventually(() => asked().includes('dismiss 7'));
  });

  test('an unmapped customer gets its client by keyboard, and the choice can be undone', async () => {
    const page = await show((stage) => {
      stage.unmapped = [
        {
          customerKey: 'name:fab',
          name: 'fab',
          displayName: 'Fabri',
          state: 'unmatched',
          note: 'No active Halo client is named “Fabri”.',
          waitingRequests: 2,
        },
      ];
    });
    await page.getByText('Fabri: 2 requests wait for a Halo client').waitFor();
    await page.getByRole('button', { name: 'Choose Halo client' }).press('Enter');
    await page.getByRole('dialog').getByText('#17').waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => asked().includes('assign name:fab 17'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => asked().includes('unassign name:fab'));
  });

  test('approving once needs no more than the keyboard', async () => {
    const page = await show();
    await page.getByRole('article').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('SHA-256').waitFor();
    await page.keyboard.press('a');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('radio', { name: 'Once' }).waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => asked().includes('decide r1 approve once admin null'));
  });

  test('a rule has to be understood before it is made', async () => {
    const page = await show();
    await page.getByRole('button', { name: 'Deny' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'This customer' }).check();
    await dialog.getByText('everybody at Contoso Ltd falls under it').waitFor();
    const submit = dialog.getByRole('button', { name: 'Deny' });
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: /creates a rule/u }).check();
    await dialog.getByRole('textbox').fill('Not on this machine');
    await submit.click();
    await eventually(() => asked().includes('decide r1 deny tenant null Not on this machine'));
  });

  test('without the operation in the profile, the portal is offered instead', async () => {
    const page = await show((stage) => {
      stage.overview = { ...stage.overview, canDecide: false };
    });
    const link = page.getByRole('link', { name: 'Open in idemeum' });
    expect(await link.getAttribute('href')).toContain('https://contoso-msp.idemeum.com/');
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  test('who makes the tickets is asked in plain words', async () => {
    const page = await show((stage) => {
      const warning = {
        kind: 'connector-active',
        text: 'Halo has recent tickets of the connector.',
      } as const;
      stage.overview = { ...stage.overview, warnings: [warning] };
    });
    await page.getByRole('button', { name: 'idemeum’s connector makes them' }).click();
    await eventually(() => asked().includes('maker connector'));
  });

  test('a failing companion is shown with a way on, and a lost one comes back', async () => {
    let broken = true;
    const page = await show(
      () => undefined,
      (stage) => ({
        listRequests: async () => {
          if (broken) throw new Error('disk trouble');
          return { rows: stage.rows, total: 1 };
        },
      }),
    );
    await page.getByRole('alert').getByText('This could not be loaded.').waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('article').waitFor();
    await scripted.stop();
    await page.getByText('The connection to the companion is lost').waitFor();
  });

  test('what end users typed is shown and never executed', async () => {
    const hostile = `<img src=x onerror="document.title='owned'"> \u202Egnp.exe 😀 ${'long'.repeat(80)}`;
    const page = await show((stage) => {
      const request = aRequest({
        userName: hostile,
        application: hostile,
        device: hostile,
        customerDisplayName: hostile,
        reason: hostile,
        portalUrl: 'javascript:alert(1)',
      });
      stage.rows = [aRow({ request, ticketUrl: 'javascript:alert(1)' })];
      stage.overview = { ...stage.overview, canDecide: false };
    });
    await page.getByRole('article').waitFor();
    expect(await page.title()).toBe('idemeum Companion');
    expect(await page.locator('article img, a[href^="javascript"]').count()).toBe(0);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(tooWide).toBe(false);
  });

  describe.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 400],
    ['dark', 400],
  ] as const)('in %s at %i pixels', (colorScheme, width) => {
    test('has no accessibility violation, in the list, its details and its dialogs', async () => {
      const page = await show(
        (stage) => {
          const decided = aRequest({ id: 'r2', status: 'approved' });
          stage.rows = [aRow(), aRow({ id: 'r2', request: decided, expiresAt: null })];
          const health = { lastSuccessAt: 1, nextTryAt: null };
          stage.overview = {
            ...stage.overview,
            counts: { ...stage.overview.counts, open: 3, closed: 2, awaitingMapping: 1 },
            services: [
              { service: 'idemeum', state: 'ok', text: null, ...health },
              { service: 'halo', state: 'refused', text: 'Halo refused the credentials.', ...health },
            ],
            warnings: [{ kind: 'set-up', text: 'Halo has no category “X”.' }],
          };
        },
        () => ({}),
        { colorScheme, viewport: { width, height: 800 } },
      );
      await page.getByRole('article').first().waitFor();
      await page.getByRole('button', { name: /^All/u }).click();
      await page
        .getByRole('button', { name: /Details/u })
        .first()
        .click();
      await page.getByText('SHA-256').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Approve' }).first().click();
      await page.getByRole('dialog').getByText('For whom').waitFor();
      await eventually(async () => (await page.getByRole('dialog').evaluate(opacity)) === 1);
      expect(await violations(page)).toEqual([]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(tooWide).toBe(false);
    });
  });
});

/** A dialog that is still fading in has the contrast of neither state. */
function opacity(element: Element): number {
  return Number(getComputedStyle(element).opacity);
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}
