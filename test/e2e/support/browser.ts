import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Off the network, and willing to run as root in a container. */
const ARGUMENTS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A page whose every complaint, about the content security policy above all, fails the test that looks at it. */
export async function openPage(browser: Browser, link: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A server that goes away on purpose is noticed by the browser too.
    if (message.type() === 'error' && !/WebSocket|ERR_CONNECTION/u.test(message.text()))
      complaints.push(message.text());
  });
  page.setDefaultTimeout(15_000);
  await page.goto(link);
  return { page, complaints, close: () => context.close() };
}

/** Waits until something is true of the page's state, as a person would look again. */
export async function eventually(what: () => Promise<boolean> | boolean): Promise<void> {
  await expect.poll(what, { timeout: 15_000 }).toBe(true);
}

export type { Page };
