import type { JitApi } from '../../companion/jit/api.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';

/** A disable is over within a second where idemeum can be reached. */
const CONFIRMED_WITHIN_MS = 10_000;
/** A computer that shuts down gives no more time than that. */
const SHUTDOWN_MS = 2_000;

/**
 * Before the end: accounts that still work are disabled, unless the technician wants to leave them.
 * @param dialog null when there is no time to ask: then they are disabled
 * @returns false when the technician would rather stay
 */
export async function endAccounts(
  jit: Pick<JitApi, 'current' | 'endAll' | 'settled'>,
  dialog: Pick<ElectronParts['dialog'], 'showMessageBox'> | null,
): Promise<boolean> {
  const enabled = (await jit.current()).filter((grant) => grant.state !== 'disabling');
  if (dialog === null) {
    await jit.endAll('app-quit');
    await jit.settled(SHUTDOWN_MS);
    return true;
  }
  if (enabled.length > 0) {
    const answer = await ask(dialog, {
      message: text.quit.title,
      detail: text.quit.detail(enabled.length),
      buttons: [text.quit.disable, text.quit.keep, text.quit.stay],
    });
    if (answer === text.quit.stay) return false;
    if (answer === text.quit.keep) return true;
    await jit.endAll('app-quit');
  }
  return await settledOrLeft(jit, dialog);
}

/** What idemeum has not confirmed survives the end, but the technician should know. */
async function settledOrLeft(
  jit: Pick<JitApi, 'settled'>,
  dialog: Pick<ElectronParts['dialog'], 'showMessageBox'>,
): Promise<boolean> {
  while (!(await jit.settled(CONFIRMED_WITHIN_MS))) {
    const answer = await ask(dialog, {
      message: text.quit.lateTitle,
      detail: text.quit.late,
      buttons: [text.quit.wait, text.quit.leave, text.quit.stay],
    });
    if (answer === text.quit.stay) return false;
    if (answer === text.quit.leave) return true;
  }
  return true;
}

/** The label of the button that was pressed; the last one for a dialog that was closed. */
async function ask(
  dialog: Pick<ElectronParts['dialog'], 'showMessageBox'>,
  question: { readonly message: string; readonly detail: string; readonly buttons: readonly string[] },
): Promise<string | undefined> {
  const { buttons } = question;
  const { response } = await dialog.showMessageBox({
    ...question,
    type: 'warning',
    buttons: [...buttons],
    defaultId: 0,
    cancelId: buttons.length - 1,
  });
  return buttons[response];
}
