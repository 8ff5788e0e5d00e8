import type { Certificate } from 'electron';
import type { Log } from '../../companion/ports/log.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';

/** More would not fit a dialog. */
const MOST_OFFERED = 5;

/**
 * Lets the person say which of their certificates a server gets to see, once for each server and run. By itself
 * Electron shows the first one of the store to whoever asks.
 */
export function askForCertificates({ app, dialog }: Pick<ElectronParts, 'app' | 'dialog'>, log: Log): void {
  const chosen = new Map<string, Promise<Certificate | undefined>>();
  app.on('select-client-certificate', (event, _contents, url, offered, callback) => {
    event.preventDefault();
    const origin = URL.parse(url)?.origin ?? url;
    const choice = chosen.get(origin) ?? choose(dialog, origin, offered);
    chosen.set(origin, choice);
    void choice.then((certificate) => {
      log.info('certificate.asked', { origin, given: certificate !== undefined });
      callback(certificate);
    });
  });
}

/** Undefined for none. */
async function choose(
  dialog: ElectronParts['dialog'],
  origin: string,
  offered: readonly Certificate[],
): Promise<Certificate | undefined> {
  const shown = offered.slice(0, MOST_OFFERED);
  const buttons = [
    ...shown.map(({ subjectName, issuerName }) => text.certificate.one(subjectName, issuerName)),
    text.certificate.none,
  ];
  const none = shown.length;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: text.certificate.title,
    detail: text.certificate.detail(origin),
    buttons,
    defaultId: none,
    cancelId: none,
  });
  return shown[response];
}
