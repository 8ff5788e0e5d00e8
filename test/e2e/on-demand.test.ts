import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');

/** The browser asks for a part of the window, and nobody answers. */
async function keepBack(page: Page, part: string): Promise<() => Promise<void>> {
  const address = `**/assets/${part}-*.js`;
  await page.route(address, (route) => route.abort('connectionrefused'));
  return () => page.unroute(address);
}

/** Until the window has had nothing to do a few times over. */
async function timeToSpare(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let times = 0; times < 5; times += 1) {
      await new Promise((resolve) => requestIdleCallback(resolve));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}

describe.skipIf(executable === null)('a part of the window that is loaded later', () => {
  const desk = deskIn(executable);
  const openWithout = async (part: string) => {
    let giveBack: (() => Promise<void>) | null = null;
    const page = await desk().open({}, async (opened) => {
      giveBack = await keepBack(opened, part);
    });
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    return { page, arrives: async () => await giveBack?.() };
  };

  test('a screen that did not arrive says so, is left for others, and comes when it is tried again', async () => {
    const { page, arrives } = await openWithout('mapping-screen');
    const rail = page.getByRole('navigation');
    await rail.getByRole('link', { name: 'Mapping' }).click();
    const failure = page.getByRole('main').getByRole('alert');
    await failure.getByText('This could not be loaded').waitFor();
    await expectFine(page, 'main');
    await failure.getByRole('button', { name: 'Try again' }).click();
    await failure.waitFor();
    await rail.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('heading', { level: 2, name: 'How things are' }).waitFor();
    await rail.getByRole('link', { name: 'Mapping' }).click();
    await failure.waitFor();
    await arrives();
    await failure.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Which customer is which Halo client' }).waitFor();
    expect(await failure.count()).toBe(0);
  });

  test('one that comes back to a screen finds it being tried again', async () => {
    const { page, arrives } = await openWithout('health-screen');
    const rail = page.getByRole('navigation');
    await rail.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('main').getByRole('alert').waitFor();
    await rail.getByRole('link', { name: 'Requests' }).click();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    await arrives();
    await rail.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('heading', { level: 2, name: 'How things are' }).waitFor();
  });

  test('a dialog that did not arrive says so in a dialog, and opens when it is tried again', async () => {
    const { page, arrives } = await openWithout('palette');
    await page.keyboard.press('ControlOrMeta+k');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('A part of this window did not arrive').waitFor();
    await expectFine(page, '[role=dialog]');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+k');
    await dialog.getByText('A part of this window did not arrive').waitFor();
    await arrives();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.locator('input').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+k');
    await dialog.locator('input').waitFor();
  });

  test('one that did not arrive is not asked for again by whatever else changes', async () => {
    const { stage, open, set } = desk();
    let tries = 0;
    const page = await open({}, async (opened) => {
      await keepBack(opened, 'mapping-screen');
      opened.on('request', (request) => {
        if (request.url().includes('mapping-screen')) tries += 1;
      });
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Mapping' }).click();
    const failure = page.getByRole('main').getByRole('alert');
    await failure.waitFor();
    const before = tries;
    // By whoever looks, and before that at most once ahead.
    expect(before).toBeLessThan(3);
    let readings = 0;
    set({
      override: {
        overview: async () => {
          readings += 1;
          return stage.overview;
        },
      },
    });
    await expect.poll(() => readings).toBe(1);
    await timeToSpare(page);
    await failure.waitFor();
    expect(tries).toBe(before);
  });

  test('comes ahead: after what is shown has been read, one after the other, and each is tried once', async () => {
    const { stage, open } = desk();
    const [read, loaded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    stage.override = {
      parked: async () => {
        await read.promise;
        return [];
      },
    };
    const asked: string[] = [];
    const page = await open({}, async (opened) => {
      await keepBack(opened, 'decide-dialog');
      await opened.route('**/assets/jit-screen-*.js', async (route) => {
        await loaded.promise;
        await route.continue();
      });
      opened.on('request', (request) => {
        const part = /(\w+-screen|(?:client|decide|dismiss|keys)-dialog|palette)-[^/]*\.js$/u.exec(
          request.url(),
        )?.[1];
        if (part !== undefined) asked.push(part);
      });
    });
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    await timeToSpare(page);
    expect(asked).toEqual([]);
    read.resolve();
    await expect.poll(() => asked).toContain('jit-screen');
    await timeToSpare(page);
    expect(asked.at(-1)).toBe('jit-screen');
    loaded.resolve();
    await expect
      .poll(() => asked.toSorted())
      .toEqual([
        'activity-screen',
        'client-dialog',
        'decide-dialog',
        'dismiss-dialog',
        'health-screen',
        'jit-screen',
        'keys-dialog',
        'mapping-screen',
        'palette',
        'settings-screen',
        'start-screen',
      ]);
  });

  test('what is around a screen stays where it is while the screen is on its way', async () => {
    const waiting = Promise.withResolvers<void>();
    const page = await desk().open({}, async (opened) => {
      await opened.route('**/assets/settings-screen-*.js', async (route) => {
        await waiting.promise;
        await route.continue();
      });
    });
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    const placeOf = (role: 'banner' | 'navigation') => page.getByRole(role).first().boundingBox();
    const before = [await placeOf('banner'), await placeOf('navigation')];
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    await page.getByText('Loading the screen…').waitFor({ state: 'attached' });
    expect([await placeOf('banner'), await placeOf('navigation')]).toEqual(before);
    waiting.resolve();
    await page.getByRole('heading', { level: 2, name: 'Settings' }).waitFor();
    expect([await placeOf('banner'), await placeOf('navigation')]).toEqual(before);
  });
});
