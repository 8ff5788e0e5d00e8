import { useState } from 'react';
import type { ChoiceOrder } from '../../shared/contract/mapping.ts';
import { client, textOf } from '../contract-client.ts';

/** Orders sent at once: so many take well under a second, and others have a turn in between. */
const SLICE = 250;
/** Reasons that are shown; more nobody reads. */
const SHOWN = 5;

export interface Carried {
  readonly changed: number;
  readonly refused: number;
  /** For a person: why not all of it was done; null when it was. */
  readonly problem: string | null;
}

/** Carries out many orders as one step, and says how far it is. */
export function useOrders() {
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const carryOut = async (orders: readonly ChoiceOrder[]): Promise<Carried> => {
    let changed = 0;
    let step: number | null = null;
    const texts: string[] = [];
    try {
      for (let start = 0; start < orders.length; start += SLICE) {
        setProgress({ done: start, all: orders.length });
        const slice = orders.slice(start, start + SLICE);
        const result: Awaited<ReturnType<typeof client.mapping.choose>> = await client.mapping.choose({
          orders: slice,
          step,
        });
        changed += result.changed;
        step = result.step;
        texts.push(...result.refused.map(({ text }) => text));
      }
    } catch (error) {
      texts.push(textOf(error instanceof Error ? error : new Error(String(error))));
    }
    setProgress(null);
    const problem = texts.length === 0 ? null : texts.slice(0, SHOWN).join(' ');
    return { changed, refused: texts.length, problem };
  };
  return { progress, carryOut };
}
