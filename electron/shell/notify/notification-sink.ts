import type { Notification } from 'electron';
import type { Alert, AlertAction, AlertResult } from '../../../shared/domain/alert.ts';
import { alertTexts } from '../../companion/alerts/texts.ts';
import type { AlertSink } from '../../companion/ports/alert-sink.ts';
import type { Clock } from '../../companion/ports/clock.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';

/** The system says within this time that it shows a notification; when it must not disturb it says nothing. */
const CONFIRMED_WITHIN_MS = 3_000;

/** Live notifications: one that nobody refers to any more may lose its click. */
const MOST_LIVE = 50;

export interface NotificationSinkOptions {
  readonly Notification: ElectronParts['Notification'];
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** What a button or a click asks for. */
  readonly onAction: (alert: Alert, action: AlertAction) => void;
}

/** The notifications of the desktop. */
export function notificationSink(options: NotificationSinkOptions): AlertSink {
  // Linux shows none of the buttons (Electron's documentation of Notification).
  const canAct = options.platform === 'darwin' || options.platform === 'win32';
  const live = new Set<Notification>();
  return {
    canAct,
    async show(alert) {
      if (!options.Notification.isSupported()) return unshown('not-supported');
      return await showOne(alert, options, canAct, live);
    },
  };
}

async function showOne(
  alert: Alert,
  { Notification, platform, clock, onAction }: NotificationSinkOptions,
  canAct: boolean,
  live: Set<Notification>,
): Promise<AlertResult> {
  const buttons = canAct ? alert.actions : [];
  const made = new Notification({
    title: alert.title,
    body: platform === 'linux' ? asMarkup(alert.body) : alert.body,
    actions: buttons.map((action) => ({ type: 'button', text: text.notification[action] })),
  });
  hold(made, live);
  const act = (action: AlertAction) => {
    live.delete(made);
    onAction(alert, action);
  };
  made.on('click', () => act('open'));
  made.on('action', (_details, index) => act(buttons[index] ?? 'open'));
  made.on('close', ({ reason }) => {
    // Windows keeps what timed out in its notification centre, where it can still be clicked.
    if (reason !== 'timedOut') live.delete(made);
  });
  const shown = new Promise<AlertResult>((resolve) => {
    made.once('show', () => resolve({ status: 'shown' }));
    made.once('failed', () => resolve(unshown('failed')));
  });
  made.show();
  const late = clock.sleep(CONFIRMED_WITHIN_MS).then(() => unshown('unconfirmed'));
  return await Promise.race([shown, late]);
}

/**
 * On Linux the body is markup (freedesktop.org, Desktop Notifications) and Electron hands it on as it is: a name from
 * outside could be a link. The title is plain text.
 */
function asMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function hold(made: Notification, live: Set<Notification>): void {
  live.add(made);
  const [oldest] = live;
  if (live.size > MOST_LIVE && oldest) live.delete(oldest);
}

function unshown(reason: 'not-supported' | 'failed' | 'unconfirmed'): AlertResult {
  return { status: 'not-shown', reason, text: alertTexts.held[reason] };
}
