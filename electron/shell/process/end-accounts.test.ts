import { expect, test } from 'vitest';
import { GRANT } from '../../../test/support/samples.ts';
import { text } from '../text.ts';
import { endAccounts } from './end-accounts.ts';

function desk(grants: number, answers: readonly string[], confirmedAfter = 0) {
  const did: string[] = [];
  const left = [...answers];
  let looks = 0;
  const jit = {
    current: async () => Array.from({ length: grants }, (_, index) => ({ ...GRANT, id: `g${index}` })),
    endAll: async (reason: string) => {
      did.push(reason);
      return grants;
    },
    settled: async () => {
      looks += 1;
      return looks > confirmedAfter;
    },
  };
  const dialog = {
    showMessageBox: async (...args: readonly unknown[]) => {
      const question = args.at(-1);
      const buttons: readonly string[] =
        question !== null &&
        typeof question === 'object' &&
        'buttons' in question &&
        Array.isArray(question.buttons)
          ? question.buttons
          : [];
      const answer = left.shift() ?? '';
      did.push(`asked: ${answer}`);
      return { response: buttons.indexOf(answer), checkboxChecked: false };
    },
  };
  return { jit, dialog, did };
}

test('nobody is asked when there is nothing to lose', async () => {
  const { jit, dialog, did } = desk(0, []);
  expect(await endAccounts(jit, dialog)).toBe(true);
  expect(did).toEqual([]);
});

test.each([
  [text.quit.disable, true, ['app-quit']],
  [text.quit.keep, true, []],
  [text.quit.stay, false, []],
])('“%s”: ends %s', async (answer, ends, ended) => {
  const { jit, dialog, did } = desk(2, [answer]);
  expect(await endAccounts(jit, dialog)).toBe(ends);
  expect(did.filter((one) => !one.startsWith('asked'))).toEqual(ended);
});

test('what idemeum has not confirmed is said; waiting, leaving and staying are possible', async () => {
  const waiting = desk(1, [text.quit.disable, text.quit.wait], 1);
  expect(await endAccounts(waiting.jit, waiting.dialog)).toBe(true);
  const leaving = desk(1, [text.quit.disable, text.quit.leave], 9);
  expect(await endAccounts(leaving.jit, leaving.dialog)).toBe(true);
  const staying = desk(1, [text.quit.disable, text.quit.stay], 9);
  expect(await endAccounts(staying.jit, staying.dialog)).toBe(false);
});

test('a computer that shuts down does not wait for an answer', async () => {
  const { jit, did } = desk(1, []);
  expect(await endAccounts(jit, null)).toBe(true);
  expect(did).toEqual(['app-quit']);
});
