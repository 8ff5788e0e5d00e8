import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launch, openPage } from '../e2e/support/browser.ts';
import { liveThrough, TYPED, WITNESS } from './support/day.ts';
import { heapSnapshot, renderersBelow, secretsInMemory } from './support/memory.ts';
import { type Product, startProduct } from './support/product.ts';
import { secretsIn } from './support/search.ts';

const executable = inject('chromium');

/** After a day at the window, what is in its memory? Part of `npm run security`: it reads hundreds of megabytes. */
describe.skipIf(executable === null)('planted secrets in the memory of the window', () => {
  let browser: Browser;
  let product: Product;
  let page: Page;

  beforeAll(async () => {
    browser = await launch(executable);
    product = await startProduct();
    ({ page } = await openPage(browser, product.link()));
    await liveThrough(product, page);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  test('none is in the heap of the window, not even the one that was typed there', async () => {
    const devtools = await page.context().newCDPSession(page);
    const heap = await heapSnapshot(devtools);
    expect(heap.length).toBeGreaterThan(1_000_000);
    // The snapshot does hold strings: this one is on the screen.
    expect(heap).toContain('companion');
    expect(secretsIn(heap, [...product.planted(), TYPED])).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('none is in a core dump of the window’s process', () => {
    const renderers = renderersBelow(process.pid);
    expect(renderers.length).toBeGreaterThan(0);
    // What shows on the screen is there, so that a search of nothing is told from a search that finds nothing.
    const witness = { name: 'witness', value: WITNESS };
    const dumps = renderers.map((pid) => secretsInMemory(pid, [...product.planted(), witness]));
    expect(new Set(dumps.flatMap(({ found }) => found))).toEqual(new Set(['witness']));
  });
});
