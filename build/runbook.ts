import { auditErrors } from '../electron/companion/activity/error-table.ts';
import { elevationErrors } from '../electron/companion/elevation/error-table.ts';
import { companionErrors } from '../electron/companion/error-table.ts';
import { jitErrors } from '../electron/companion/jit/error-table.ts';
import { journalErrors } from '../electron/companion/journal/error-table.ts';
import { importErrors, mappingErrors } from '../electron/companion/mapping/error-table.ts';
import type { RunbookEntry } from '../electron/companion/ports/told.ts';
import { ticketErrors } from '../electron/companion/tickets/error-table.ts';
import { consoleErrors } from '../electron/console/error-table.ts';
import { haloErrors } from '../electron/halo/error-table.ts';
import { httpErrors } from '../electron/http/error-table.ts';
import { idemeumErrors } from '../electron/idemeum/error-table.ts';
import { keychainErrors } from '../electron/keychain/error-table.ts';
import { runErrors } from '../electron/run/error-table.ts';
import { settingsErrors } from '../electron/settings/error-table.ts';
import { shellErrors } from '../electron/shell/error-table.ts';

/** docs/runbook.md, made of the tables of error texts: `npm run docs` writes it, a test says when it is out of date. */

interface Section {
  readonly title: string;
  readonly about: string;
  readonly tables: readonly Readonly<Record<string, { readonly runbook: RunbookEntry }>>[];
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Both services',
    about: 'Connections and answers of Halo and idemeum alike.',
    tables: [httpErrors],
  },
  { title: 'Halo', about: 'What only Halo can answer.', tables: [haloErrors] },
  { title: 'idemeum', about: 'What only idemeum can answer.', tables: [idemeumErrors] },
  {
    title: 'The companion as a whole',
    about: 'Warnings that stand above everything else.',
    tables: [companionErrors],
  },
  { title: 'Requests', about: 'Reading and deciding elevation requests.', tables: [elevationErrors] },
  { title: 'Tickets', about: 'Opening and closing tickets.', tables: [ticketErrors] },
  {
    title: 'Mapping',
    about: 'Customers and their Halo clients, and files of them.',
    tables: [mappingErrors, importErrors],
  },
  {
    title: 'JIT accounts',
    about: 'Accounts in customers’ Entra ID, and Halo’s own runbook.',
    tables: [jitErrors],
  },
  { title: 'Audit', about: 'What a check of the audit finds.', tables: [auditErrors] },
  { title: 'Starting', about: 'Data folder, lock, secrets and first steps.', tables: [runErrors] },
  { title: 'Settings', about: 'Settings files, policy and connection profile.', tables: [settingsErrors] },
  { title: 'Keychain', about: 'Secrets in the operating system’s keychain.', tables: [keychainErrors] },
  { title: 'Journal', about: 'The database file in the data folder.', tables: [journalErrors] },
  { title: 'Console', about: 'Command line and browser window.', tables: [consoleErrors] },
  { title: 'Desktop app', about: 'Tray, windows and portals.', tables: [shellErrors] },
];

const HEAD = `# Runbook: every text the companion shows when something is wrong

Each entry has the code under which the log names it, the text as people see it (with values for an example), what it
means, what the companion does by itself, and what is left for you. Search for a few words of the text, or for the code.

This page is made from the program's own tables of texts: change it there, then run \`npm run docs\`.
`;

/** Every entry, in the order of the page. */
export function runbookEntries(): readonly RunbookEntry[] {
  return SECTIONS.flatMap(entriesOf);
}

/** The page as a whole. */
export function runbookPage(): string {
  const contents = SECTIONS.map(({ title, about }) => `- [${title}](#${anchorOf(title)}): ${about}`);
  const sections = SECTIONS.map((section) => `## ${section.title}\n\n${section.about}\n\n${bodyOf(section)}`);
  return `${HEAD}\n${contents.join('\n')}\n\n${sections.join('\n\n')}\n`;
}

function entriesOf({ tables }: Section): RunbookEntry[] {
  return tables.flatMap((table) => Object.values(table).map(({ runbook }) => runbook));
}

function bodyOf(section: Section): string {
  return entriesOf(section).map(entryText).join('\n\n');
}

function entryText({ code, texts, meaning, byItself, toDo }: RunbookEntry): string {
  const quotes = texts.map((text) =>
    text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n'),
  );
  return [
    `### ${code}`,
    quotes.join('\n>\n'),
    `- **Means:** ${meaning}\n- **By itself:** ${byItself}\n- **To do:** ${toDo}`,
  ].join('\n\n');
}

/** As GitHub makes them. */
function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
