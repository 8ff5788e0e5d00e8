import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { menuLabel, tooltip } from '../labels.ts';
import { type TrayInput, type TrayItem, trayModel } from './tray-model.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const NONE = {
  all: 0,
  pending: 0,
  awaitingMapping: 0,
  opening: 0,
  open: 0,
  closing: 0,
  closed: 0,
  parked: 0,
  quarantined: 0,
};

interface Given {
  readonly counts?: Partial<typeof NONE>;
  readonly pending?: TrayInput['pending'];
  readonly grants?: readonly JitGrant[];
  readonly pausedUntil?: number | null;
  readonly idemeum?: 'ok' | 'troubled' | 'refused';
  readonly canDecide?: boolean;
  readonly warnings?: TrayInput['overview']['warnings'];
}

function inputOf(given: Given): TrayInput {
  const service = (name: 'idemeum' | 'halo', state: 'ok' | 'troubled' | 'refused') => ({
    service: name,
    state,
    text: null,
    lastSuccessAt: null,
    nextTryAt: null,
  });
  const { pausedUntil = null } = given;
  return {
    now: NOW,
    pending: given.pending ?? [],
    grants: given.grants ?? [],
    overview: {
      services: [service('idemeum', given.idemeum ?? 'ok'), service('halo', 'ok')],
      polling: { running: true, lastPollAt: NOW, nextPollAt: NOW, pausedUntil, intervalSeconds: 15 },
      counts: { ...NONE, ...given.counts },
      canDecide: given.canDecide ?? true,
      warnings: given.warnings ?? [],
    },
  };
}

function aGrant(fields: Partial<JitGrant> = {}): JitGrant {
  return {
    id: 'g1',
    customerKey: 'contoso',
    customerDisplayName: 'Contoso Ltd',
    technicianEmail: 'tina@msp.example',
    haloTicketId: null,
    startedAt: NOW,
    endsAt: NOW + 95 * 60_000,
    state: 'active',
    endReason: null,
    note: null,
    updatedAt: NOW,
    ...fields,
  };
}

function labelsOf(items: readonly TrayItem[]): string[] {
  return items.flatMap((item) => {
    if (item.type === 'separator') return [];
    return item.type === 'submenu' ? [item.label, ...labelsOf(item.items)] : [item.label];
  });
}

describe('the icon', () => {
  const late = [{ kind: 'jit-not-disabled' as const, text: 'still enabled' }];
  test.each<[string, Given]>([
    ['idle', {}],
    ['pending', { counts: { pending: 3 } }],
    ['attention', { counts: { pending: 3, parked: 1 } }],
    ['attention', { counts: { awaitingMapping: 1 } }],
    ['offline', { idemeum: 'troubled', counts: { parked: 1 } }],
    ['signed-out', { idemeum: 'refused', counts: { pending: 1 } }],
    ['paused', { idemeum: 'refused', pausedUntil: NOW + 1 }],
    ['attention', { pausedUntil: NOW + 1, warnings: late }],
  ])('is %s for %j', (icon, given) => {
    expect(trayModel(inputOf(given)).icon).toBe(icon);
  });
});

describe('the menu', () => {
  test('has the newest five requests, each to approve once, to deny and to open, and a way to the others', () => {
    const pending = Array.from({ length: 7 }, (_, index) =>
      aRequest({ id: `r${index}`, userName: `User ${index}` }),
    );
    const { menu, badge } = trayModel(inputOf({ pending, counts: { pending: 7 } }));
    expect(badge).toBe(7);
    const requests = menu.filter((item) => item.type === 'submenu');
    expect(requests).toHaveLength(5);
    expect(requests[0]).toMatchObject({
      label: 'User 0: Notepad++ (Contoso Ltd)',
      items: [
        { label: 'Approve once', enabled: true, action: { do: 'approve-once', requestId: 'r0' } },
        { label: 'Deny', enabled: true, action: { do: 'deny', requestId: 'r0' } },
        { label: 'Open', action: { do: 'open', destination: { screen: 'request', requestId: 'r0' } } },
      ],
    });
    expect(labelsOf(menu)).toContain('All 7 requests…');
  });

  test('offers no decision where decisions are made in the portal only', () => {
    const given = { pending: [aRequest()], counts: { pending: 1 }, canDecide: false };
    const [request] = trayModel(inputOf(given)).menu.filter((item) => item.type === 'submenu');
    expect(request?.items.map((item) => item.type === 'item' && item.enabled)).toEqual([false, false, true]);
  });

  test('counts the time of JIT accounts down, and disables one or all', () => {
    const grants = [aGrant(), aGrant({ id: 'g2', customerDisplayName: 'Fabrikam', state: 'disabling' })];
    const { menu } = trayModel(inputOf({ grants }));
    expect(menu).toContainEqual(
      expect.objectContaining({
        label: 'Contoso Ltd: 1 h 35 min left',
        items: [expect.objectContaining({ action: { do: 'disable-jit', grantId: 'g1' } })],
      }),
    );
    expect(menu).toContainEqual({ type: 'heading', label: 'Fabrikam: being disabled' });
    expect(labelsOf(menu)).toContain('Disable all my JIT accounts');
  });

  test('pauses, and goes on when it is paused', () => {
    expect(labelsOf(trayModel(inputOf({})).menu)).toContain('Pause for an hour');
    const paused = trayModel(inputOf({ pausedUntil: NOW + 1 }));
    expect(labelsOf(paused.menu)).toContain('Go on');
    expect(paused.tooltip).toContain('Paused');
  });
});

describe('texts from outside', () => {
  test('an ampersand is a letter and not the mark of a key', () => {
    expect(menuLabel('Smith & Sons')).toBe('Smith && Sons');
  });

  test('whatever they hold, labels stay one short line and the tooltip within what Windows shows', () => {
    const any = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(any, any, any, (userName, application, customerDisplayName) => {
        const pending = [aRequest({ userName, application, customerDisplayName })];
        const model = trayModel(
          inputOf({ pending, counts: { pending: 1 }, grants: [aGrant({ customerDisplayName })] }),
        );
        for (const label of labelsOf(model.menu)) {
          expect([...new Intl.Segmenter().segment(label.replaceAll('&&', '&'))].length).toBeLessThanOrEqual(
            60,
          );
          expect(label).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        }
        expect(model.tooltip.length).toBeLessThanOrEqual(127);
        expect(tooltip([userName, application]).length).toBeLessThanOrEqual(127);
      }),
    );
  });
});
