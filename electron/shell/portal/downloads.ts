import type { Session } from 'electron';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { titlePart } from '../labels.ts';
import { text } from '../text.ts';

/** Ms after a refusal in which a page that nobody clicked in may not ask again: it could ask without end. */
const NOT_AGAIN_MS = 60_000;

export interface DownloadTools {
  readonly parts: Pick<ElectronParts, 'dialog'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Asks before a page of this session saves a file; then Electron asks where to. */
export function askBeforeDownloads(session: Session, { parts, clock, log }: DownloadTools): void {
  let refusedAt = Number.NEGATIVE_INFINITY;
  session.on('will-download', (event, item) => {
    const origin = originOf(item.getURL());
    if (!item.hasUserGesture() && clock.now() - refusedAt < NOT_AGAIN_MS) {
      event.preventDefault();
      log.warn('download.refused', { origin });
      return;
    }
    // Whether to go on has to be known when this returns, so this question cannot wait.
    const answer = parts.dialog.showMessageBoxSync({
      type: 'question',
      message: text.portal.downloadTitle,
      detail: text.portal.download(titlePart(item.getFilename()), origin),
      buttons: [text.portal.save, text.portal.discard],
      defaultId: 1,
      cancelId: 1,
    });
    if (answer === 0) return;
    refusedAt = clock.now();
    event.preventDefault();
  });
}

/** Of a file that a page made itself (blob:), the page's; data: has none. */
function originOf(address: string): string {
  const origin = URL.parse(address)?.origin ?? 'null';
  return origin === 'null' ? text.portal.ownFile : origin;
}
