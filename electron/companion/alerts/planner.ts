import type {
  Alert,
  AlertKind,
  AlertSettings,
  QuietHours,
  UnshownReason,
} from '../../../shared/domain/alert.ts';
import { alertTexts } from './texts.ts';

/** More than this of one kind within one look are told as one. */
const MOST_AT_ONCE = 3;

export interface Plan {
  /** To be shown now. */
  readonly show: readonly Alert[];
  /** Told without being shown, with the reason. */
  readonly hold: readonly { readonly alert: Alert; readonly reason: UnshownReason; readonly text: string }[];
}

/**
 * What is shown of what is new, and why the rest is not.
 * @param fresh alerts that were not told yet
 * @param isFirst nothing was ever told: what is there already is a number and not a flood
 * @param isQuiet the quiet hours are on
 */
export function planAlerts(
  fresh: readonly Alert[],
  settings: AlertSettings,
  { isFirst, isQuiet, now }: { readonly isFirst: boolean; readonly isQuiet: boolean; readonly now: number },
): Plan {
  const show: Alert[] = [];
  const hold: Plan['hold'][number][] = [];
  const keep = (alerts: readonly Alert[], reason: UnshownReason) =>
    hold.push(...alerts.map((alert) => ({ alert, reason, text: alertTexts.held[reason] })));

  const wanted = fresh.filter((alert) => settings.kinds[alert.kind]);
  keep(
    fresh.filter((alert) => !settings.kinds[alert.kind]),
    'switched-off',
  );
  if (isFirst) {
    const requests = wanted.filter((alert) => alert.kind === 'new-request');
    keep(wanted, 'first-poll');
    const [first] = requests;
    if (first && !isQuiet) {
      show.push(requests.length === 1 ? again(first, now) : groupOf('new-request', requests, now));
    }
    return { show, hold };
  }
  if (isQuiet) {
    keep(wanted, 'quiet-hours');
    return { show, hold };
  }
  for (const [kind, alerts] of Map.groupBy(wanted, (alert) => alert.kind)) {
    if (alerts.length <= MOST_AT_ONCE) {
      show.push(...alerts);
      continue;
    }
    keep(alerts, 'grouped');
    show.push(groupOf(kind, alerts, now));
  }
  return { show, hold };
}

/** The same, naming nobody: a number stays, everything else is said by what kind of thing it is. */
export function discreetPlan({ show, hold }: Plan): Plan {
  return {
    show: show.map(discreet),
    hold: hold.map((held) => ({ ...held, alert: discreet(held.alert) })),
  };
}

function discreet(alert: Alert): Alert {
  return { ...alert, title: alert.count > 1 ? alert.title : alertTexts.discreet[alert.kind], body: '' };
}

/** The one alert for what quiet hours held back. */
export function morningAlert(count: number, now: number): Alert {
  return {
    key: `quiet:${now}`,
    kind: 'new-request',
    ...alertTexts.morning(count),
    count,
    actions: ['open'],
    requestId: null,
    target: { screen: 'requests' },
  };
}

function again(alert: Alert, now: number): Alert {
  return { ...alert, key: `first:${now}` };
}

function groupOf(kind: AlertKind, alerts: readonly Alert[], now: number): Alert {
  return {
    key: `group:${kind}:${now}`,
    kind,
    ...alertTexts.group(kind, alerts),
    count: alerts.length,
    actions: ['open'],
    requestId: null,
    target: LIST_OF[kind],
  };
}

const LIST_OF: Readonly<Record<AlertKind, Alert['target']>> = {
  'new-request': { screen: 'requests' },
  'decided-elsewhere': { screen: 'requests' },
  'needs-attention': { screen: 'needs-attention' },
  'session-ending': { screen: 'sessions' },
  'jit-ending': { screen: 'jit' },
  'jit-disabled': { screen: 'jit' },
};

/** Whether this minute of the local day lies in the quiet hours. */
export function isQuietAt(quiet: QuietHours | null, at: Date): boolean {
  if (quiet === null) return false;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const minute = at.getHours() * 60 + at.getMinutes();
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
