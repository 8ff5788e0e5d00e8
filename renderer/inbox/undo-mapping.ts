import type { SeenMapping } from '../../shared/contract/mapping.ts';
import type { MappingChoice } from '../../shared/domain/mapping.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { offerUndo } from '../ui/undo.tsx';

interface Made {
  readonly customerKey: string;
  readonly before: SeenMapping;
  readonly after: SeenMapping;
}

/** A mapping is made at once; whoever has slipped takes it back here. */
export function offerUndoOfMapping({ customerKey, before, after }: Made, message: string): void {
  const order = { customerKey, choice: choiceOf(before), expected: after };
  offerUndo(message, () =>
    client.mapping.choose({ orders: [order] }).then(
      ({ refused }) => refused[0]?.text ?? t.mapping.undone,
      (error: Error) => textOf(error),
    ),
  );
}

/** What a person had chosen; automatic where nobody had, or where Halo no longer has what was chosen. */
function choiceOf({ state, haloClientId }: SeenMapping): MappingChoice {
  if (state === 'ignored') return { kind: 'ignored' };
  return state === 'manual' && haloClientId !== null
    ? { kind: 'client', haloClientId }
    : { kind: 'automatic' };
}
