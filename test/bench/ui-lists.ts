import type { Locator, Page } from 'playwright-core';

/** Something that shows many things, and how a person gets there and searches in it. */
export interface List {
  readonly name: string;
  /** Brings the window to where the list can be opened from. Not measured. */
  readonly before: (page: Page) => Promise<void>;
  /** What is clicked, or the keys that are pressed, to open it. */
  readonly opener: ((page: Page) => Locator) | string;
  /** What is there once it shows something. */
  readonly rows: string;
  readonly scrolls: boolean;
  /** Its search field, and what is typed there. */
  readonly search: { readonly field: string; readonly text: string };
  readonly after?: (page: Page) => Promise<void>;
}

const screen = (name: string) => (page: Page) => page.getByRole('navigation').getByRole('link', { name });

const fromHealth = async (page: Page) => {
  await screen('Health')(page).click();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
};
const close = (page: Page) => page.keyboard.press('Escape');

export const LISTS: readonly List[] = [
  {
    name: 'pending requests',
    before: fromHealth,
    opener: screen('Requests'),
    rows: '.rows .row',
    scrolls: true,
    search: { field: 'main input[type=search]', text: 'order 42' },
  },
  {
    name: 'all requests',
    before: async (page) => {
      await fromHealth(page);
      await screen('Requests')(page).click();
      await page.locator('.rows .row').first().waitFor();
    },
    opener: (page) => page.getByRole('button', { name: /All$/u }),
    rows: '.rows .row',
    scrolls: true,
    search: { field: 'main input[type=search]', text: 'order 4711' },
  },
  {
    name: 'mapping manager',
    before: fromHealth,
    opener: screen('Mapping'),
    rows: '.mapping-rows > li bdi',
    scrolls: true,
    search: { field: 'main input[type=search]', text: 'fjord clinic' },
  },
  {
    name: 'clients to choose from',
    before: async (page) => {
      await screen('Mapping')(page).click();
      await page.locator('.mapping-rows > li bdi').first().waitFor();
    },
    opener: (page) =>
      page
        .locator('.mapping-rows > li')
        .first()
        .getByRole('button', { name: /choose|change/iu }),
    rows: '[role=listbox] [role=option]',
    scrolls: false,
    search: { field: '[role=combobox]', text: 'fjord clinic' },
    after: close,
  },
  {
    name: 'JIT accounts',
    before: fromHealth,
    opener: screen('JIT'),
    rows: '.jit-past li',
    scrolls: true,
    search: { field: '.jit-request input', text: 'fjord clinic' },
  },
  {
    name: 'activity',
    before: fromHealth,
    opener: screen('Activity'),
    rows: '.timeline > li',
    scrolls: true,
    search: { field: 'main input[type=search]', text: 'order 4711' },
  },
  {
    name: 'settings',
    before: fromHealth,
    opener: screen('Settings'),
    rows: '.settings .setting',
    scrolls: true,
    search: { field: 'main input[type=search]', text: 'minutes' },
  },
  {
    name: 'command palette',
    before: fromHealth,
    opener: 'Control+k',
    rows: '[role=dialog] button, [role=dialog] [role=option]',
    scrolls: false,
    search: { field: '[role=dialog] input', text: 'fjord clinic' },
    after: close,
  },
];
