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
    const server = serverOf(url);
    const choice = chosen.get(server) ?? choose(dialog, server, offered);
    chosen.set(server, choice);
    void choice.then((certificate) => {
      log.info('certificate.asked', { server, given: certificate !== undefined });
      callback(certificate);
    });
  });
}

/** Documented as a URL, it is a host with its port: read as a URL, that has the origin "null", whichever server it is. */
function serverOf(url: string): string {
  const origin = URL.parse(url)?.origin ?? 'null';
  return origin === 'null' ? url : origin;
}

/** Undefined for none. */
async function choose(
  dialog: ElectronParts['dialog'],
  server: string,
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
    detail: text.certificate.detail(server),
    buttons,
    defaultId: none,
    cancelId: none,
  });
  return shown[response];
}
