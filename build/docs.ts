import { writeFileSync } from 'node:fs';
import { runbookPage } from './runbook.ts';
import { inRoot } from './steps/paths.mjs';

/** `npm run docs`: writes the pages that are made from the program. */
writeFileSync(inRoot('docs', 'runbook.md'), runbookPage());
