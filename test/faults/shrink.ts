import type { History, HistoryEvent } from './history.ts';

/** What is left after shrinking, and how many histories were played for it. */
export interface Shrunk {
  readonly history: History;
  readonly played: number;
}

/**
 * Makes a failing history smaller: drops events and people, as long as what is left fails. Processes are not
 * deterministic, so this is the smallest history that was seen to fail, not the smallest that can.
 * @param fails plays a history
 * @param isOver whether the time for it is over; the history under way is played to its end
 */
export async function shrink(
  failing: History,
  fails: (history: History) => Promise<boolean>,
  isOver: () => boolean,
): Promise<Shrunk> {
  let played = 0;
  let smallest = failing;
  /** Keeps these events when they are fewer, or people, and fail all the same. */
  const keepIfFailing = async (events: readonly HistoryEvent[]): Promise<boolean> => {
    const isSmaller = events.length < smallest.events.length || asked(events) < asked(smallest.events);
    if (isOver() || !isSmaller) return false;
    const candidate = { ...smallest, events: [...events] };
    played += 1;
    if (!(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  // Whole kinds first: that tells at once which trouble it takes.
  for (const kind of new Set(failing.events.map((event) => event.do))) {
    if (kind !== 'ask') await keepIfFailing(smallest.events.filter((event) => event.do !== kind));
  }
  for (const share of [0.1, 0.5]) await keepIfFailing(smallest.events.map((event) => fewer(event, share)));
  // Then ever smaller pieces of what is left.
  for (let length = Math.ceil(smallest.events.length / 2); length >= 1; length = Math.floor(length / 2)) {
    let start = 0;
    while (start < smallest.events.length && !isOver()) {
      if (!(await keepIfFailing(smallest.events.toSpliced(start, length)))) start += length;
    }
  }
  return { history: smallest, played };
}

function asked(events: readonly HistoryEvent[]): number {
  return events.reduce((sum, event) => sum + (event.do === 'ask' ? event.count : 0), 0);
}

function fewer(event: HistoryEvent, share: number): HistoryEvent {
  return event.do === 'ask' ? { ...event, count: Math.max(1, Math.floor(event.count * share)) } : event;
}
