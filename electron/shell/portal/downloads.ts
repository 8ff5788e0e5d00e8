import type { Session } from 'electron';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';
import { titlePart } from '../labels.ts';
import { text } from '../text.ts';

/** Ms after a refusal in which a page that nobody clicked in may not ask again: it could ask without end. */
const NOT_AGAIN_MS = 60_000;

export interface DownloadTools {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A page of this session saves a file only where the technician says so: Electron asks where to, and that dialog says
 * who wants it. A question of our own would have to be answered before the event is over, and all else would wait for it.
 */
export function askBeforeDownloads(session: Session, { clock, log }: DownloadTools): void {
  let refusedAt = Number.NEGATIVE_INFINITY;
  let open = 0;
  session.on('will-download', (event, item) => {
    const origin = originOf(item.getURL());
    const isAsked = open > 0 || clock.now() - refusedAt < NOT_AGAIN_MS;
    if (!item.hasUserGesture() && isAsked) {
      event.preventDefault();
      log.warn('download.refused', { origin });
      return;
    }
    const question = text.portal.download(titlePart(item.getFilename()), origin);
    // macOS shows the message, the others the title; by itself that would be the whole address.
    item.setSaveDialogOptions({ title: question, message: question });
    open += 1;
    item.once('done', (_event, state) => {
      open -= 1;
      if (state === 'cancelled') refusedAt = clock.now();
    });
  });
}

/** Of a file that a page made itself (blob:), the page's; data: has none. */
function originOf(address: string): string {
  const origin = URL.parse(address)?.origin ?? 'null';
  return origin === 'null' ? text.portal.ownFile : origin;
}
