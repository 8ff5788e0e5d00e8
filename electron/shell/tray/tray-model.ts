import type { Overview } from '../../../shared/contract/companion.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import { menuLabel, tooltip } from '../labels.ts';
import { text } from '../text.ts';

export type TrayIcon = 'idle' | 'pending' | 'attention' | 'paused' | 'signed-out' | 'offline';

/** What a click in the menu asks for. */
export type TrayAction =
  | { readonly do: 'approve-once' | 'deny'; readonly requestId: string }
  | { readonly do: 'open'; readonly destination: Destination }
  | { readonly do: 'disable-jit'; readonly grantId: string }
  | { readonly do: 'disable-all-mine' | 'sync' | 'pause' | 'resume' | 'open-panel' | 'open-window' | 'quit' };

export type TrayItem =
  | { readonly type: 'separator' }
  | {
      readonly type: 'item';
      readonly label: string;
      readonly action: TrayAction;
      readonly enabled: boolean;
    }
  | { readonly type: 'heading'; readonly label: string }
  | { readonly type: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

export interface TrayModel {
  readonly icon: TrayIcon;
  /** Pending requests: the number on dock or taskbar. */
  readonly badge: number;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** All that the tray shows follows from this. */
export interface TrayInput {
  readonly overview: Pick<Overview, 'services' | 'polling' | 'counts' | 'canDecide' | 'warnings'>;
  /** The newest ones that wait for a decision. */
  readonly pending: readonly ElevationRequest[];
  readonly grants: readonly JitGrant[];
  readonly now: number;
}

/** Requests in the menu itself; the window has the others. */
export const SHOWN_REQUESTS = 5;

export function trayModel(input: TrayInput): TrayModel {
  const badge = input.overview.counts.pending;
  return { icon: iconOf(input), badge, tooltip: tooltipOf(input), menu: menuOf(input) };
}

/** The most urgent first: what stops the work, then what waits for a person, then what is just there. */
function iconOf({ overview, grants }: TrayInput): TrayIcon {
  const { services, polling, counts, warnings } = overview;
  if (warnings.some((warning) => warning.kind === 'jit-not-disabled')) return 'attention';
  if (polling.pausedUntil !== null) return 'paused';
  if (services.some((service) => service.state === 'refused')) return 'signed-out';
  if (services.some((service) => service.state === 'troubled')) return 'offline';
  const stuck = counts.parked + counts.awaitingMapping + counts.quarantined > 0;
  if (stuck || grants.some((grant) => grant.state === 'unknown')) return 'attention';
  return counts.pending > 0 ? 'pending' : 'idle';
}

function tooltipOf(input: TrayInput): string {
  const { counts, polling, services } = input.overview;
  const trouble = services.find((service) => service.state === 'refused' || service.state === 'troubled');
  return tooltip([
    text.product,
    text.tray.pending(counts.pending),
    ...(polling.pausedUntil === null ? [] : [text.tray.paused]),
    ...(trouble
      ? [text.tray.trouble[trouble.state === 'refused' ? 'refused' : 'troubled'](trouble.service)]
      : []),
    ...(counts.awaitingMapping > 0 ? [text.tray.unmapped(counts.awaitingMapping)] : []),
    ...(input.grants.length > 0 ? [text.tray.accounts(input.grants.length)] : []),
  ]);
}

function menuOf(input: TrayInput): readonly TrayItem[] {
  const { overview } = input;
  return [
    ...requestItems(input),
    { type: 'separator' },
    ...grantItems(input),
    item(text.tray.sync, { do: 'sync' }),
    overview.polling.pausedUntil === null
      ? item(text.tray.pause, { do: 'pause' })
      : item(text.tray.resume, { do: 'resume' }),
    { type: 'separator' },
    item(text.tray.openPanel, { do: 'open-panel' }),
    item(text.tray.openWindow, { do: 'open-window' }),
    item(text.menu.settings, { do: 'open', destination: { screen: 'settings' } }),
    item(text.menu.quit, { do: 'quit' }),
  ];
}

function requestItems({ overview, pending }: TrayInput): readonly TrayItem[] {
  const { pending: count } = overview.counts;
  if (count === 0) return [{ type: 'heading', label: text.tray.pending(0) }];
  const shown = pending.slice(0, SHOWN_REQUESTS);
  const all = item(text.tray.all(count), { do: 'open', destination: { screen: 'requests' } });
  return [
    { type: 'heading', label: text.tray.pending(count) },
    ...shown.map((request) => requestItem(request, overview.canDecide)),
    ...(count > shown.length ? [all] : []),
  ];
}

function requestItem(request: ElevationRequest, canDecide: boolean): TrayItem {
  const requestId = request.id;
  const who = request.userName ?? request.userEmail ?? text.tray.somebody;
  const what = request.application ?? request.fileName ?? text.tray.something;
  const where = request.customerDisplayName ?? request.customerName ?? '';
  const decide = [
    item(text.tray.approveOnce, { do: 'approve-once', requestId }, canDecide),
    item(text.tray.deny, { do: 'deny', requestId }, canDecide),
  ];
  return {
    type: 'submenu',
    label: menuLabel(text.tray.request(who, what, where)),
    items: [...decide, item(text.tray.open, { do: 'open', destination: { screen: 'request', requestId } })],
  };
}

function grantItems({ grants, now }: TrayInput): readonly TrayItem[] {
  if (grants.length === 0) return [];
  const items = grants.map((grant): TrayItem => {
    const label = menuLabel(text.tray.account(grant.customerDisplayName, leftOf(grant, now)));
    if (grant.state === 'disabling') return { type: 'heading', label };
    const disable = item(text.tray.disable, { do: 'disable-jit', grantId: grant.id });
    return { type: 'submenu', label, items: [disable] };
  });
  return [...items, item(text.tray.disableAll, { do: 'disable-all-mine' }), { type: 'separator' }];
}

function leftOf(grant: JitGrant, now: number): string {
  if (grant.state === 'disabling') return text.tray.disabling;
  const minutes = Math.max(0, Math.ceil((grant.endsAt - now) / 60_000));
  return text.tray.left(Math.floor(minutes / 60), minutes % 60);
}

function item(label: string, action: TrayAction, enabled = true): TrayItem {
  return { type: 'item', label, action, enabled };
}
