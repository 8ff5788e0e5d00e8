import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { SeenMapping } from '../../shared/contract/mapping.ts';
import { client, textOf } from '../contract-client.ts';
import { en } from '../strings/en.ts';

const LONG_ENOUGH_TO_READ_MS = 20_000;
const closeButtonProps = { 'aria-label': en.close };

interface Made {
  readonly customerKey: string;
  readonly seen: SeenMapping;
}

/** A mapping is made at once; whoever has slipped takes it back here. */
export function offerUndo(made: Made, message: string): void {
  const id = notifications.show({
    autoClose: LONG_ENOUGH_TO_READ_MS,
    closeButtonProps,
    message: (
      <span className="undo">
        <bdi className="wrap">{message}</bdi>
        <Button size="compact-sm" variant="default" onClick={() => void undo(made, id)}>
          {en.mapping.undo}
        </Button>
      </span>
    ),
  });
}

async function undo({ customerKey, seen }: Made, id: string): Promise<void> {
  const order = { customerKey, choice: { kind: 'automatic' as const }, expected: seen };
  const message = await client.mapping.choose({ orders: [order] }).then(
    ({ refused }) => refused[0]?.text ?? en.mapping.undone,
    (error: Error) => textOf(error),
  );
  notifications.update({ id, message, autoClose: 5_000, closeButtonProps });
}
