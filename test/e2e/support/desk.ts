import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launch, type OpenPage, openPage } from './browser.ts';
import { type Scripted, type Stage, startScripted } from './scripted.ts';

export interface Desk {
  readonly stage: Stage;
  /** Opens the window as a technician would, by a fresh link. */
  open(options?: BrowserContextOptions, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** Changes what the core shows, and lets it say so. */
  set(changes: Partial<Omit<Stage, 'asked'>>): void;
  stop(): Promise<void>;
  restart(): Promise<void>;
  link(): string;
}

/** One browser for a file, and for each test a console and windows of its own that nobody may complain about. */
export function deskIn(executable: string | null): () => Desk {
  let browser: Browser | undefined;
  let scripted: Scripted | undefined;
  let opened: OpenPage[] = [];

  beforeAll(async () => {
    browser = await launch(executable);
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    scripted = await startScripted();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map(({ page }) => page.context().close()));
    await scripted?.stop();
    expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  return () => {
    if (!browser || !scripted) throw new Error('only inside a test');
    const [aBrowser, desk] = [browser, scripted];
    return {
      ...desk,
      open: async (options, prepare) => {
        const one = await openPage(aBrowser, desk.link(), options, prepare);
        opened.push(one);
        return one.page;
      },
      set: (changes) => {
        Object.assign(desk.stage, changes);
        desk.change();
      },
    };
  };
}

/** A request in the list, by words of its headline. */
export function rowOf(page: Page, words: string) {
  return page.getByRole('region', { name: 'Requests' }).locator('.row').filter({ hasText: words });
}
