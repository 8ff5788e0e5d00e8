import type { SeenMapping } from '../../shared/contract/mapping.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { offerUndo } from '../ui/undo.tsx';

interface Made {
  readonly customerKey: string;
  readonly seen: SeenMapping;
}

/** A mapping is made at once; whoever has slipped takes it back here. */
export function offerUndoOfMapping({ customerKey, seen }: Made, message: string): void {
  const order = { customerKey, choice: { kind: 'automatic' as const }, expected: seen };
  offerUndo(message, () =>
    client.mapping.choose({ orders: [order] }).then(
      ({ refused }) => refused[0]?.text ?? t.mapping.undone,
      (error: Error) => textOf(error),
    ),
  );
}
