import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launch, openPage } from '../e2e/support/browser.ts';
import { liveThrough, TYPED } from './support/day.ts';
import { type Product, startProduct } from './support/product.ts';
import { filesBelow, secretsIn, secretsInFolder } from './support/search.ts';

const executable = inject('chromium');

/** The whole product over services that repeat to it whatever it sends: every secret is looked for everywhere. */
describe.skipIf(executable === null)('planted secrets', () => {
  let browser: Browser;
  let product: Product;
  let page: Page;
  const received: string[] = [];
  const sent: string[] = [];

  beforeAll(async () => {
    browser = await launch(executable);
    product = await startProduct();
    const opened = await openPage(browser, product.link(), {}, async (fresh) => {
      fresh.on('websocket', (socket) => {
        socket.on('framereceived', ({ payload }) => received.push(String(payload)));
        socket.on('framesent', ({ payload }) => sent.push(String(payload)));
      });
    });
    page = opened.page;
    await liveThrough(product, page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  test('there was something to find: tokens were given, secrets were repeated in errors, much was said', () => {
    expect(product.planted().length).toBeGreaterThanOrEqual(4);
    expect(product.tattled()).toBeGreaterThan(3);
    expect(received.length).toBeGreaterThan(20);
    expect(received.join('')).toMatch(/\[hidden\]/u);
    expect(filesBelow(product.folder)).toContain('data/logs/companion.log');
    expect(sent.filter((frame) => secretsIn(frame, [TYPED]).length > 0)).toHaveLength(1);
  });

  test('none is in the data folder: journal, log, settings, leftovers', () => {
    expect(secretsInFolder(product.folder, [...product.planted(), TYPED])).toEqual([]);
  });

  test('none is in what the process prints', () => {
    expect(secretsIn(product.printed(), [...product.planted(), TYPED])).toEqual([]);
  });

  test('none reaches the window: not in error texts, not in the support report, in no frame of the contract', () => {
    expect(received.join('')).toContain('support report');
    expect(secretsIn(received.join('\n'), [...product.planted(), TYPED])).toEqual([]);
    expect(secretsIn(sent.join('\n'), product.planted())).toEqual([]);
  });
});
