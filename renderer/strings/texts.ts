import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';

/** The texts of the window, in the language that is spoken. Read them while rendering: the language may change. */
export const t: Catalogue = en;
