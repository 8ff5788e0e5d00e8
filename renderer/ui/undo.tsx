import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { t } from '../strings/texts.ts';

const LONG_ENOUGH_TO_READ_MS = 20_000;
const READ_MS = 5_000;

let last: string | null = null;

/**
 * What was done is done; whoever has slipped takes it back here. Only the last one is offered: more of them would stand
 * in the way of what is new.
 * @param undo takes it back, and says in words how that went
 */
export function offerUndo(message: string, undo: () => Promise<string>): void {
  if (last !== null) notifications.hide(last);
  const closeButtonProps = { 'aria-label': t.close };
  const id = notifications.show({
    autoClose: LONG_ENOUGH_TO_READ_MS,
    closeButtonProps,
    message: (
      <span className="undo">
        <bdi className="wrap">{message}</bdi>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            void undo().then((said) =>
              notifications.update({ id, message: said, autoClose: READ_MS, closeButtonProps }),
            )
          }
        >
          {t.undo}
        </Button>
      </span>
    ),
  });
  last = id;
}
