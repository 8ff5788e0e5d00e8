import { z } from 'zod';

/** The languages that the window speaks. A further one is a catalogue in renderer/strings. */
export const Language = z.enum(['en', 'de']);
export type Language = z.infer<typeof Language>;

/** What can be chosen: one of them, or the language of the system. */
export const LanguageChoice = z.enum(['system', ...Language.options]);
export type LanguageChoice = z.infer<typeof LanguageChoice>;
