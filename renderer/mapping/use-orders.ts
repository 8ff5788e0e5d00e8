import { useEffect, useRef, useState } from 'react';
import type { ChoiceOrder } from '../../shared/contract/mapping.ts';
import { client, isUncertain, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';

/** Orders sent at once: so many take well under a second, and others have a turn in between. */
const SLICE = 250;
/** Reasons that are shown; more nobody reads. */
const SHOWN = 5;

export interface Carried {
  readonly changed: number;
  /** For a person: how far it went and why not further; null when all of it was done. */
  readonly problem: string | null;
}

/** Carries out many orders as one step, and says how far it is. */
export function useOrders() {
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const isStopped = useRef(false);
  /** What was sent is done; nothing more is sent. */
  const stop = () => {
    isStopped.current = true;
  };
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );
  const carryOut = async (orders: readonly ChoiceOrder[]): Promise<Carried> => {
    isStopped.current = false;
    const refused: string[] = [];
    const ends: string[] = [];
    let [changed, done] = [0, 0];
    let step: number | null = null;
    while (done < orders.length && ends.length === 0) {
      setProgress({ done, all: orders.length });
      const slice = orders.slice(done, done + SLICE);
      const answer = await sent(slice, step);
      if ('problem' in answer) ends.push(answer.problem);
      else {
        changed += answer.changed;
        step = answer.step;
        refused.push(...answer.refused.map(({ text }) => text));
      }
      done += slice.length;
      if (isStopped.current && done < orders.length) ends.push(t.mappings.orders.stopped);
    }
    setProgress(null);
    if (done < orders.length) ends.push(t.mappings.orders.left(orders.length - done));
    const problems = [...ends, ...refused.slice(0, SHOWN)];
    const said = [t.mappings.files.applied(changed, refused.length), ...problems].join(' ');
    return { changed, problem: problems.length === 0 ? null : said };
  };
  return { progress, carryOut, stop };
}

type Chosen = Awaited<ReturnType<typeof client.mapping.choose>>;

/** What the companion answered; in words, where there was no answer. */
async function sent(
  orders: readonly ChoiceOrder[],
  step: number | null,
): Promise<Chosen | { readonly problem: string }> {
  return await client.mapping.choose({ orders: [...orders], step }).catch((error: Error) => ({
    problem: isUncertain(error) ? t.mappings.orders.uncertain(orders.length) : textOf(error),
  }));
}
