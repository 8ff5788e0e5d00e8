import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { client, textOf } from '../contract-client.ts';
import { en } from '../strings/en.ts';

const LONG_ENOUGH_TO_READ_MS = 20_000;
const closeButtonProps = { 'aria-label': en.close };

/** A mapping is made at once; whoever has slipped takes it back here. */
export function offerUndo(customerKey: string, message: string): void {
  const id = notifications.show({
    autoClose: LONG_ENOUGH_TO_READ_MS,
    closeButtonProps,
    message: (
      <span className="undo">
        <bdi className="wrap">{message}</bdi>
        <Button size="compact-sm" variant="default" onClick={() => void undo(customerKey, id)}>
          {en.mapping.undo}
        </Button>
      </span>
    ),
  });
}

async function undo(customerKey: string, id: string): Promise<void> {
  const message = await client.mapping.unassign({ customerKey }).then(
    ({ done }) => (done ? en.mapping.undone : en.mapping.notUndone),
    (error: Error) => textOf(error),
  );
  notifications.update({ id, message, autoClose: 5_000, closeButtonProps });
}
