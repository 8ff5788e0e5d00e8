import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Attacked, startAttacked } from './support/attacked-console.ts';

const executable = inject('chromium');
const EVIL = 'evil.example';

/** A technician who is signed in to the console opens somebody else’s page in the same browser. */
describe.skipIf(executable === null)('a web page in the technician’s browser', () => {
  let browser: Browser;
  let attacked: Attacked;
  let evil: Server;
  let evilPort: number;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    attacked = await startAttacked();
    evil = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body>evil</body>');
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    const address = evil.address();
    evilPort = typeof address === 'object' && address !== null ? address.port : 0;
    browser = await chromium.launch({
      executablePath: executable ?? '',
      // The attacker’s name leads to this computer: what DNS rebinding comes to in the end.
      args: ['--no-sandbox', '--headless', '--disable-gpu', `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await attacked.stop();
    evil.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    const window = await context.newPage();
    await window.goto(attacked.newLink());
    expect(await window.title()).toBe('window');
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const consoleAt = () => `http://127.0.0.1:${attacked.port}`;

  /** The same site as the console’s for cookies, which do not count ports; and one that is not. */
  const places = () => [
    `http://${EVIL}:${evilPort}/`,
    `http://127.0.0.1:${evilPort}/`,
    `http://localhost:${evilPort}/`,
  ];

  test('reads nothing and changes nothing by fetch, form or script', async () => {
    for (const place of places()) {
      await page.goto(place);
      const got = await page.evaluate(async (target) => {
        const tries: [string, () => Promise<string>][] = [
          ['read', async () => (await fetch(target, { credentials: 'include' })).text()],
          [
            'post',
            async () => (await fetch(target, { method: 'POST', credentials: 'include', body: 'x' })).text(),
          ],
          ['script', () => load('script', `${target}/main.js`)],
          ['image', () => load('img', `${target}/icon.svg`)],
        ];
        function load(kind: 'script' | 'img', src: string): Promise<string> {
          return new Promise((resolve, reject) => {
            const element = document.createElement(kind);
            element.onload = () => resolve('loaded');
            element.onerror = () => reject(new Error('refused'));
            element.src = src;
            document.body.append(element);
          });
        }
        const results = await Promise.allSettled(tries.map(([, run]) => run()));
        return tries.filter((_, at) => results[at]?.status === 'fulfilled').map(([name]) => name);
      }, consoleAt());
      expect(got, place).toEqual([]);
    }
    expect(attacked.asked).toEqual([]);
  });

  test('opens no connection to the contract', async () => {
    for (const place of places()) {
      await page.goto(place);
      const opened = await page.evaluate(
        (target) =>
          new Promise<boolean>((resolve) => {
            const socket = new WebSocket(target);
            socket.onopen = () => {
              socket.send('{"i":"1","p":{"u":"/companion/syncNow","b":{"json":{}}}}');
              resolve(true);
            };
            socket.onerror = () => resolve(false);
          }),
        `ws://127.0.0.1:${attacked.port}/contract`,
      );
      expect(opened, place).toBe(false);
    }
    expect(attacked.asked).toEqual([]);
  });

  test('shows the window in no frame, and holds no handle on it', async () => {
    await page.goto(places()[0] ?? '');
    const popup = page.waitForEvent('popup');
    await page.evaluate((target) => {
      const frame = document.createElement('iframe');
      frame.src = target;
      document.body.append(frame);
      Object.assign(window, { stolen: window.open(target) });
    }, consoleAt());
    await (await popup).waitForLoadState();
    const frame = page.frames().find((one) => one !== page.mainFrame());
    await expect.poll(() => frame?.url()).toMatch(/^chrome-error:|^about:blank/u);
    // COOP has put the window into a group of its own: the opener sees a closed one.
    expect(await page.evaluate(() => Reflect.get(window, 'stolen')?.closed)).toBe(true);
  });

  test('gets nothing under its own name that leads to this computer (DNS rebinding)', async () => {
    const rebound = `http://${EVIL}:${attacked.port}`;
    const answer = await page.goto(rebound);
    expect(answer?.status()).toBe(421);
    const link = new URL(attacked.newLink());
    expect((await page.goto(`${rebound}/${link.search}`))?.status()).toBe(421);
    const opened = await page.evaluate(
      (target) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(target);
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
        }),
      `ws://${EVIL}:${attacked.port}/contract`,
    );
    expect(opened).toBe(false);
    // Nobody has used the link up either.
    expect((await page.goto(link.href))?.status()).toBe(200);
  });

  test('finds neither link nor cookie in the window, even if it got a script into it', async () => {
    const window = context.pages()[0];
    expect(await window?.evaluate(() => document.referrer + location.search)).toBe('');
    expect(await window?.evaluate(() => document.cookie)).toBe('');
  });
});
