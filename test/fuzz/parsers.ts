import { CONTRACT } from './contract.ts';
import { CSV } from './csv.ts';
import type { FuzzedParser } from './fuzz.ts';
import { HALO } from './halo.ts';
import { IDEMEUM } from './idemeum.ts';
import { JOURNAL } from './journal.ts';
import { SETTINGS } from './settings.ts';
import { TEXTS } from './texts.ts';

/** Every parser of data from outside. */
export const PARSERS: readonly FuzzedParser[] = [
  ...HALO,
  ...IDEMEUM,
  ...SETTINGS,
  ...TEXTS,
  ...CSV,
  ...CONTRACT,
  ...JOURNAL,
];
