import { useEffect, useRef, useState } from 'react';
import type { ChoiceOrder } from '../../shared/contract/mapping.ts';
import { client, isUncertain, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';

/** Orders sent at once: so many take well under a second, and others have a turn in between. */
const SLICE = 250;
/** Reasons that are shown; more nobody reads. */
const SHOWN = 5;

interface Carried {
  readonly changed: number;
  /** For a person: how far it went and why not further; null when all of it was done. */
  readonly problem: string | null;
}

export interface Orders {
  /** How many of how many have been carried out; null while none are. */
  readonly progress: { readonly done: number; readonly all: number } | null;
  readonly carryOut: (orders: readonly ChoiceOrder[]) => Promise<Carried>;
  /** What was sent is done; nothing more is sent. */
  readonly stop: () => void;
}

/** Carries out many orders as one step, and says how far it is. */
export function useOrders(): Orders {
  const [progress, setProgress] = useState<Orders['progress']>(null);
  const isStopped = useRef(false);
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
    const onProgress = (done: number) => setProgress({ done, all: orders.length });
    const outcome = await inSlices(orders, onProgress, () => isStopped.current);
    setProgress(null);
    return inWords(outcome, orders.length);
  };
  return { progress, carryOut, stop };
}

interface Outcome {
  readonly changed: number;
  readonly refused: readonly string[];
  /** Orders that were carried out, or may have been. */
  readonly done: number;
  /** Why no more were sent; null when all were. */
  readonly end: string | null;
}

async function inSlices(
  orders: readonly ChoiceOrder[],
  onProgress: (done: number) => void,
  isStopped: () => boolean,
): Promise<Outcome> {
  const refused: string[] = [];
  let [changed, done] = [0, 0];
  let step: number | null = null;
  while (done < orders.length) {
    onProgress(done);
    const slice = orders.slice(done, done + SLICE);
    const answer = await sent(slice, step);
    if ('problem' in answer) {
      // What may have been done is spoken of by the problem; it does not count as left.
      return { changed, refused, done: done + (answer.isUncertain ? slice.length : 0), end: answer.problem };
    }
    changed += answer.changed;
    step = answer.step;
    refused.push(...answer.refused.map(({ text }) => text));
    done += slice.length;
    if (isStopped() && done < orders.length)
      return { changed, refused, done, end: t.mappings.orders.stopped };
  }
  return { changed, refused, done, end: null };
}

function inWords({ changed, refused, done, end }: Outcome, all: number): Carried {
  const left = done < all ? [t.mappings.orders.left(all - done)] : [];
  const problems = [...(end === null ? [] : [end]), ...left, ...refused.slice(0, SHOWN)];
  const said = [t.mappings.files.applied(changed, refused.length), ...problems].join(' ');
  return { changed, problem: problems.length === 0 ? null : said };
}

type Chosen = Awaited<ReturnType<typeof client.mapping.choose>>;

/** What the companion answered; in words, where there was no answer. */
async function sent(
  orders: readonly ChoiceOrder[],
  step: number | null,
): Promise<Chosen | { readonly problem: string; readonly isUncertain: boolean }> {
  return await client.mapping.choose({ orders: [...orders], step }).catch((error: Error) => {
    const isInDoubt = isUncertain(error);
    const problem = isInDoubt ? t.mappings.orders.uncertain(orders.length) : textOf(error);
    return { problem, isUncertain: isInDoubt };
  });
}
