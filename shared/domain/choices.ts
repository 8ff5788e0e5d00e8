/**
 * What there is to choose from, for windows and for the schemas that check it. Apart from those, so that a window can be
 * drawn before their library is read.
 */

/** The languages that the window speaks. A further one is a catalogue in renderer/strings. */
export const LANGUAGES = ['en', 'de'] as const;

/** How an elevation request stands. Undecided requests expire after 4 days (reference: idemeum.md). */
export const REQUEST_STATUSES = ['pending', 'approved', 'denied', 'expired', 'cancelled'] as const;

/** The parts of the list of requests. */
export const REQUEST_FILTERS = ['pending', 'decided', 'attention', 'all'] as const;

/** By what the list is put in order. */
export const REQUEST_ORDERS = ['time', 'customer'] as const;

/** The choice that a text names; undefined when it names none. */
export function choiceIn<T extends string>(choices: readonly T[], text: string): T | undefined {
  return choices.find((choice) => choice === text);
}
