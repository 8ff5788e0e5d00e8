import { errorText, type Told } from '../../electron/companion/ports/told.ts';

/** A text for a person, for tests that do not care which. */
export function told(text: string): Told {
  return errorText('test.text', {
    text: () => text,
    examples: [[]],
    meaning: '',
    byItself: '',
    toDo: '',
  })();
}
