import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

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
const PATIENCE_MS = 15_000;
/** A server that goes away on purpose is noticed by the browser too. */
const EXPECTED = /WebSocket|ERR_(?:CONNECTION|SOCKET_NOT_CONNECTED)|401 \(Unauthorized\)/u;

export function launch(executablePath: string | null): Promise<Browser> {
  if (executablePath === null) throw new Error('there is no browser; these tests are to be skipped');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

export interface OpenPage {
  readonly page: Page;
  /** What the browser had to complain about, breaches of the content security policy above all. */
  readonly complaints: readonly string[];
}

export async function openPage(
  browser: Browser,
  link: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' && !/Content Security Policy/u.test(message.text())) return;
    if (!EXPECTED.test(message.text())) complaints.push(message.text());
  });
  page.setDefaultTimeout(PATIENCE_MS);
  await prepare(page);
  await page.goto(link);
  return { page, complaints };
}
