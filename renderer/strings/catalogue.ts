import type { en } from './en.ts';

/** The same shape with texts of any wording: a text that is left out, or one too many, does not compile. */
type Translated<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Translated<T[Key]> };

/** Every text of the window. English sets what there is; the other languages follow. */
export type Catalogue = Translated<typeof en>;
