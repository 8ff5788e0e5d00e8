import { describe, expect, inject, test } from 'vitest';
import type { JitApi } from '../../electron/companion/jit/api.ts';
import { jitErrors } from '../../electron/companion/jit/error-table.ts';
import { ServiceError } from '../../electron/companion/ports/errors.ts';
import { httpErrors } from '../../electron/http/error-table.ts';
import type { JitGrantRow } from '../../shared/contract/jit.ts';
import { closeDialog, expectFine } from './support/access.ts';
import { type Desk, deskIn } from './support/desk.ts';

const executable = inject('chromium');
const MINUTE_MS = 60_000;
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };

function aGrant(fields: Partial<JitGrantRow['grant']> = {}, isMine = true): JitGrantRow {
  const now = Date.now();
  const grant: JitGrantRow['grant'] = {
    id: 'g1',
    customerKey: 'name:contoso',
    customerDisplayName: 'Contoso Ltd',
    technicianEmail: 'tess@example.com',
    haloTicketId: null,
    startedAt: now - 60 * MINUTE_MS,
    endsAt: now + 180 * MINUTE_MS,
    state: 'active',
    endReason: null,
    note: null,
    updatedAt: now,
    ...fields,
  };
  const ticketUrl =
    grant.haloTicketId === null ? null : `https://acme.halopsa.com/tickets?id=${grant.haloTicketId}`;
  return { grant, isMine, ticketUrl };
}

const done = { done: true, text: null, needsConfirmation: false };

/** The JIT part of the core as a test writes it; what is asked of it is put down with the rest. */
function script({ stage, set }: Desk, rows: () => readonly JitGrantRow[]) {
  const asked = (text: string) => {
    stage.asked.push(text);
    return done;
  };
  const jit: JitApi = {
    runbook: ({ customerVariable, technicianVariable }) => ({
      baseResource: 'https://acme.idemeum.com/api/integrations',
      tokenUrl: 'https://acme.idemeum.com/api/oauth2/v1/token',
      path: '/entrajitaccounts',
      method: 'POST',
      contentType: 'application/vnd.dvmi.entra.app.user.disable+json',
      body: JSON.stringify({
        customerDisplayName: customerVariable,
        technicianEmailAddress: technicianVariable,
      }),
    }),
    checkRunbook: ({ contentType }) => [
      { part: 'url', fits: true, text: null },
      { part: 'contentType', fits: contentType.includes('disable'), text: 'Expected application/vnd…' },
      { part: 'body', fits: true, text: null },
    ],
    grants: async ({ filter }) => {
      const found = rows().filter(
        ({ grant }) => (filter === 'ended') === ['disabled', 'expired'].includes(grant.state),
      );
      return { rows: found, total: found.length };
    },
    current: async () => [],
    customers: async (text) =>
      ['Contoso Ltd', 'Fabrikam <b>bold</b>', 'مثال للشركات']
        .filter((name) => name.toLowerCase().includes(text.toLowerCase()))
        .map((name) => ({ customerKey: name, name })),
    requestAccess: async (subject) =>
      'customerKey' in subject
        ? {
            possible: true,
            customerKey: subject.customerKey,
            customerName: subject.customerKey,
            haloTicketId: null,
            portalUrl: 'https://acme.idemeum.com/?customerDisplayName=Contoso',
          }
        : {
            possible: false,
            text: jitErrors.noTicket(subject.haloTicketId).text,
            choices: [],
          },
    confirmGranted: async ({ customerKey }) => asked(`granted ${customerKey}`),
    disable: async ({ grantId, confirmOthers }) =>
      rows().find(({ grant }) => grant.id === grantId)?.isMine || confirmOthers
        ? asked(`disable ${grantId}`)
        : { done: false, text: 'This is the account of otto@example.com.', needsConfirmation: true },
    disableAccount: async () => done,
    disableMine: async () => {
      asked('disable mine');
      return { count: 2 };
    },
    disableForCustomer: async () => ({ count: 0, text: null, needsConfirmation: false }),
    tickets: async (_customerKey, text) => {
      if (text === 'refused') throw new ServiceError({ service: 'halo', kind: 'forbidden', text: FORBIDDEN });
      return {
        tickets: TICKETS.filter(({ summary }) => summary.toLowerCase().includes(text.toLowerCase())),
        text: text === 'unmapped' ? jitErrors.noClientForTickets().text : null,
      };
    },
    tieToTicket: async ({ grantId, haloTicketId }) =>
      haloTicketId === 99
        ? { done: false, text: jitErrors.noTicket(99).text, needsConfirmation: false }
        : asked(`tie ${grantId} ${haloTicketId}`),
    endAll: async () => 0,
    settled: async () => true,
  };
  set({ override: { jit } });
}

const FORBIDDEN = httpErrors.forbidden('Halo', null);
const TICKETS = [
  { id: 4802, summary: 'Mail server <b>down</b>' },
  { id: 4799, summary: 'New starter on Monday' },
];

const BUSY: readonly JitGrantRow[] = [
  aGrant({ id: 'soon', state: 'ending', endsAt: Date.now() + 4 * MINUTE_MS, haloTicketId: 4711 }),
  aGrant({ customerDisplayName: 'Fabrikam <b>bold</b> & a name that goes on and on and on and on and on' }),
  aGrant({
    id: 'late',
    state: 'disabling',
    note: 'Will be disabled as soon as there is a connection to idemeum.',
  }),
  aGrant({ id: 'other', technicianEmail: 'otto@example.com', customerDisplayName: 'مثال للشركات' }, false),
  aGrant({ id: 'past', state: 'disabled', endReason: 'ticket-closed' }),
];

describe.skipIf(executable === null)('JIT access', () => {
  const desk = deskIn(executable);
  const opened = async (rows: readonly JitGrantRow[], options = {}) => {
    const setUp = desk();
    script(setUp, () => rows);
    const page = await setUp.open(options);
    await page.getByRole('link', { name: 'JIT access' }).click();
    await page.getByRole('heading', { name: 'Who can get in where, now' }).waitFor();
    return { page, ...setUp };
  };

  test.each(LOOKS)('$colorScheme at $width: axe finds nothing, nothing sticks out', PATIENT, async (look) => {
    const { colorScheme, width } = look;
    const { page } = await opened(BUSY, { colorScheme, viewport: { width, height: 800 } });
    await page.getByText('its ticket was closed').waitFor();
    await expectFine(page);
    await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
    await page.getByRole('heading', { name: 'Has idemeum given you access to Contoso Ltd?' }).waitFor();
    await expectFine(page);
    await page
      .getByRole('button', { name: /^Tie the account/u })
      .first()
      .click();
    await page.getByRole('option', { name: /Mail server/u }).waitFor();
    await expectFine(page, '[aria-modal="true"]');
    await closeDialog(page);
  });

  test('access is asked for in the portal, and counted once the technician says that it was granted', async () => {
    const { page, stage } = await opened([]);
    await page.getByText('No account is enabled').waitFor();
    await page.getByLabel('Customer, or the number of a Halo ticket').fill('conto');
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
    await (await popup).close();
    await page.getByRole('button', { name: 'Yes, it is enabled' }).click();
    await expect.poll(() => stage.asked).toContain('granted Contoso Ltd');
    await page.getByRole('heading', { name: /^Has idemeum/u }).waitFor({ state: 'detached' });
  });

  test('a ticket that does not help says why', async () => {
    const { page } = await opened([]);
    await page.getByLabel('Customer, or the number of a Halo ticket').fill('#99');
    await page.keyboard.press('Enter');
    await page.getByText('Halo has no ticket #99. Check the number.').waitFor();
  });

  test('an account is disabled with one click; another technician’s with two', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: 'Disable the account at Contoso Ltd' }).first().click();
    await expect.poll(() => stage.asked).toContain('disable soon');
    await page.getByRole('button', { name: 'Disable the account at مثال للشركات' }).click();
    await page.getByRole('dialog').getByText('otto@example.com').waitFor();
    expect(stage.asked).not.toContain('disable other');
    await page.getByRole('button', { name: 'Disable it all the same' }).click();
    await expect.poll(() => stage.asked).toContain('disable other');
    await page.getByRole('button', { name: 'Disable all mine' }).click();
    await expect.poll(() => stage.asked).toContain('disable mine');
  });

  test('an open ticket of the customer is picked by words of it, without a mouse', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).press('Enter');
    await page.getByText('2 tickets').waitFor();
    await page.keyboard.type('starter');
    await page.getByText('1 ticket', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toContain('tie g1 4799');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^Tie the/u,
    );
  });

  test('a search for tickets that finds nothing, or that Halo refuses, says so and ties nothing', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).click();
    const field = page.getByRole('combobox', { name: 'Halo ticket' });
    await field.fill('nothing like it');
    await page.getByText('No open ticket of this customer fits. Enter its number.').waitFor();
    await page.keyboard.press('Enter');
    await field.fill('unmapped');
    await page.getByText(jitErrors.noClientForTickets().text).waitFor();
    await field.fill('refused');
    await page.getByRole('alert').getByText(FORBIDDEN.text).waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
    await page.keyboard.press('Enter');
    await field.fill('99');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Halo has no ticket #99. Check the number.').waitFor();
    await field.fill('0');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByText('No open ticket of this customer fits. Enter its number.').waitFor();
    await page.keyboard.press('Enter');
    await closeDialog(page);
    expect(stage.asked.filter((text) => text.startsWith('tie'))).toEqual([]);
  });

  test('a ticket is tied by its number or its address', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).click();
    await page.getByRole('combobox', { name: 'Halo ticket' }).fill('https://acme.halopsa.com/tickets?id=815');
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toContain('tie g1 815');
  });

  test('what is chosen lives in the address, and the back button goes back', async () => {
    const { page } = await opened([]);
    expect(page.url()).toMatch(/#\/jit$/u);
    expect(await page.title()).toBe('JIT access · idemeum Companion');
    await page.goBack();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    expect(await page.getByRole('link', { name: 'Requests' }).getAttribute('aria-current')).toBe('page');
  });
});
