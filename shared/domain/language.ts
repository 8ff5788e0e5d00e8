import { z } from 'zod';
import { LANGUAGES } from './choices.ts';

export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/** What can be chosen: one of them, or the language of the system. */
export const LanguageChoice = z.enum(['system', ...Language.options]);
export type LanguageChoice = z.infer<typeof LanguageChoice>;
