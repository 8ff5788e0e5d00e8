import type { RunbookEntry } from '../electron/companion/ports/told.ts';
import { ticketErrors } from '../electron/companion/tickets/error-table.ts';
import { haloErrors } from '../electron/halo/error-table.ts';
import { httpErrors } from '../electron/http/error-table.ts';
import { idemeumErrors } from '../electron/idemeum/error-table.ts';

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
  { title: 'Tickets', about: 'Opening and closing tickets.', tables: [ticketErrors] },
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
