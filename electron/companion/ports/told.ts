import { z } from 'zod';

/**
 * What a person is told when something is wrong. Every such text stands in a table (`error-table.ts`) beside the code
 * that says it, together with what an operator has to know about it; docs/runbook.md is made of these tables.
 */

/** Words for a person that stand in a table: answers that say no are typed so that they can hold no others. */
const Words = z.string().brand<'from a table'>();
export type Words = z.infer<typeof Words>;

/** What the runbook says about a text. */
interface Explained {
  /** What has happened, and why that can be. */
  readonly meaning: string;
  /** What the companion does about it without anybody. */
  readonly byItself: string;
  /** What a person has to do. */
  readonly toDo: string;
}

/** One entry of a table. */
export interface ErrorEntry<P extends readonly unknown[]> extends Explained {
  /** What happened and what to do, in words for whoever reads it. Never a secret, never a whole answer. */
  readonly text: (...values: P) => string;
  /** Values with which the runbook shows it; several where it then reads differently. */
  readonly examples: readonly [P, ...P[]];
}

/** An entry as the runbook shows it. */
export interface RunbookEntry extends Explained {
  readonly code: string;
  readonly texts: readonly string[];
}

/** Makes the text of one entry. */
export interface ErrorText<P extends readonly unknown[]> {
  (...values: P): Told;
  readonly runbook: RunbookEntry;
}

/** A text for a person that stands in a table: nothing else can make one, as the class itself is not to be had. */
class ToldText {
  /** Where the runbook explains it, such as `halo.permission`. */
  readonly code: string;
  readonly text: Words;

  constructor(code: string, text: string) {
    this.code = code;
    this.text = Words.parse(text);
  }

  /** The same in other letters, such as with secrets taken out. */
  map(change: (text: string) => string): Told {
    return new ToldText(this.code, change(this.text));
  }
}
export type Told = ToldText;

/**
 * Defines one text.
 * @param code the layer and a name within it, such as `halo.permission`: it stays the same when the words change
 */
export function errorText<P extends readonly unknown[]>(code: string, entry: ErrorEntry<P>): ErrorText<P> {
  const { text, examples, ...explained } = entry;
  const texts = examples.map((values) => text(...values));
  return Object.assign((...values: P) => new ToldText(code, text(...values)), {
    runbook: { code, texts, ...explained },
  });
}
