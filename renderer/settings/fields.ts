import type { HaloOffer, SettingPath } from '../../shared/contract/settings.ts';
import { AlertKind } from '../../shared/domain/alert.ts';
import { LanguageChoice } from '../../shared/domain/language.ts';

/** How a setting is entered. */
export type FieldKind =
  | { readonly kind: 'text' | 'number' | 'optional-number' | 'switch' | 'lines' | 'hours' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'halo-name'; readonly from: keyof HaloOffer };

export interface Field {
  readonly path: SettingPath;
  readonly entry: FieldKind;
}

export interface Section {
  readonly id:
    | 'connections'
    | 'ticket'
    | 'notifications'
    | 'sessions'
    | 'jit'
    | 'desktop'
    | 'retention'
    | 'privacy';
  readonly fields: readonly Field[];
}

const text = (path: SettingPath): Field => ({ path, entry: { kind: 'text' } });
const number = (path: SettingPath): Field => ({ path, entry: { kind: 'number' } });
const onOff = (path: SettingPath): Field => ({ path, entry: { kind: 'switch' } });
const name = (path: SettingPath, from: keyof HaloOffer): Field => ({
  path,
  entry: { kind: 'halo-name', from },
});

/** All settings in the order in which they are shown. A further one is one line. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'connections',
    fields: [
      text('halo.url'),
      text('halo.clientId'),
      text('idemeum.url'),
      text('idemeum.clientId'),
      text('technician.email'),
      number('poll.intervalSeconds'),
      text('idemeum.profile'),
      text('halo.tokenUrl'),
      text('halo.tenant'),
      number('halo.requestLimit'),
      number('halo.budgetShare'),
    ],
  },
  {
    id: 'ticket',
    fields: [
      name('ticket.type', 'types'),
      name('ticket.category', 'categories'),
      name('ticket.urgency', 'urgencies'),
      name('ticket.impact', 'impacts'),
      name('ticket.closedStatus', 'statuses'),
      number('ticket.closureMinutes'),
      { path: 'ticket.closeWith', entry: { kind: 'choice', options: ['ticket', 'action'] } },
      number('ticket.historyDays'),
    ],
  },
  {
    id: 'notifications',
    fields: [
      ...AlertKind.options.map((kind) => onOff(`notifications.kinds.${kind}`)),
      { path: 'notifications.quiet', entry: { kind: 'hours' } },
    ],
  },
  {
    id: 'sessions',
    fields: [
      number('portal.sessionHours'),
      onOff('portal.signOutOnLock'),
      { path: 'portal.identityProviders', entry: { kind: 'lines' } },
    ],
  },
  {
    id: 'jit',
    fields: [
      number('jit.hours'),
      { path: 'jit.customerHours', entry: { kind: 'lines' } },
      {
        path: 'jit.portalParameter',
        entry: { kind: 'choice', options: ['customerDisplayName', 'customerName'] },
      },
      { path: 'desktop.disableJitAfterLockMinutes', entry: { kind: 'optional-number' } },
    ],
  },
  {
    id: 'desktop',
    fields: [
      { path: 'window.language', entry: { kind: 'choice', options: LanguageChoice.options } },
      onOff('desktop.startAtLogin'),
      onOff('updates.enabled'),
      text('updates.feedUrl'),
    ],
  },
  { id: 'retention', fields: [number('journal.keepDays')] },
  { id: 'privacy', fields: [onOff('privacy.notificationDetails')] },
];
