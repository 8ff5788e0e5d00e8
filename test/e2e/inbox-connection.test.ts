import { describe, expect, inject, test } from 'vitest';
import { cuttable } from './support/cuttable.ts';
import { deskIn, rowOf } from './support/desk.ts';
import { aParked, aRow } from './support/scripted-rows.ts';

const executable = inject('chromium');
const LOST = 'Connection to the companion lost – trying again';

describe.skipIf(executable === null)('loading, failing and losing the connection', () => {
  const desk = deskIn(executable);

  test('a skeleton stands in until the first answer', async () => {
    const { stage, open } = desk();
    const answer = Promise.withResolvers<void>();
    const { overview } = stage;
    stage.override = { overview: () => answer.promise.then(() => overview) };
    const page = await open();
    await page.getByRole('status').filter({ hasText: 'Loading the inbox' }).waitFor();
    answer.resolve();
    await page.getByText('Nobody is waiting').waitFor();
  });

  test('what cannot be loaded says so, in the companion’s words, and can be tried again', async () => {
    const { stage, open } = desk();
    stage.rows = [aRow('r1')];
    stage.override = { listRequests: () => Promise.reject(new Error('secret detail')) };
    const page = await open();
    const alert = page.getByRole('alert').filter({ hasText: 'This could not be loaded' });
    await alert.getByText('Something unexpected went wrong').waitFor();
    expect(await page.getByText('secret detail').count()).toBe(0);
    stage.override = {};
    await alert.getByRole('button', { name: 'Try again' }).click();
    await rowOf(page, 'Ada Byron').waitFor();
    await alert.waitFor({ state: 'detached' });
  });

  test('the first answer failing offers to try again', async () => {
    const { stage, open } = desk();
    stage.override = { overview: () => Promise.reject(new Error('no')) };
    const page = await open();
    await page.getByText('This could not be loaded').waitFor();
    stage.override = {};
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nobody is waiting').waitFor();
  });

  test('a lost connection comes back by itself, with what was missed; commands are not kept for later', async () => {
    const { stage, open } = desk();
    stage.rows = [aRow('r1')];
    stage.parked = [aParked(7)];
    const line = cuttable();
    const page = await open({}, line.on);
    await rowOf(page, 'Ada Byron').waitFor();
    await page.getByRole('button', { name: /^Retry/u }).waitFor();
    await line.cut();
    await page.getByText(LOST).waitFor();
    await page.getByRole('button', { name: /^Retry/u }).click();
    await page.getByRole('alert').filter({ hasText: 'Nothing was sent' }).waitFor();
    stage.rows = [aRow('r1'), aRow('r2', { request: { userName: 'Meanwhile' } })];
    line.mend();
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText(LOST).waitFor({ state: 'detached' });
    await rowOf(page, 'Meanwhile').waitFor();
    await page.getByRole('status').filter({ hasText: 'Connected to the companion again' }).waitFor();
    expect(stage.asked).toEqual([]);
  });

  test('a companion that was started again says how to get back in', async () => {
    const { stage, open, stop, restart, link } = desk();
    stage.rows = [aRow('r1')];
    const page = await open();
    await rowOf(page, 'Ada Byron').waitFor();
    await stop();
    await page.getByText(LOST).waitFor();
    await rowOf(page, 'Ada Byron').waitFor();
    await restart();
    await page.getByText('no longer knows this window').waitFor();
    await page.getByText('open the new link').waitFor();
    // The new link, in another tab of the same browser, signs this window in as well: it tries again by itself.
    const other = await page.context().newPage();
    await other.goto(link());
    await page.getByText('no longer knows this window').waitFor({ state: 'detached' });
  });

  test('news are seen while changes keep coming and reading takes long', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r1')];
    const page = await open();
    await rowOf(page, 'Ada Byron').waitFor();
    let answers = 0;
    // A reading that is overtaken by changes while it is under way, again and again.
    stage.override.listRequests = async () => {
      for (let step = 0; step < 10; step += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        set({});
      }
      answers += 1;
      return { rows: stage.rows, total: stage.rows.length };
    };
    set({ rows: [aRow('r2', { request: { userName: 'Late Larry' } })] });
    await rowOf(page, 'Late Larry').waitFor();
    expect(answers).toBeLessThan(5);
    stage.override = {};
  });

  test('an overview that fails later is said, and the list stays', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r1')];
    const page = await open();
    await rowOf(page, 'Ada Byron').waitFor();
    stage.override.overview = () => Promise.reject(new Error('disk trouble'));
    set({});
    await page.getByRole('alert').getByText('Details are in the log').waitFor();
    await rowOf(page, 'Ada Byron').waitFor();
  });
});
