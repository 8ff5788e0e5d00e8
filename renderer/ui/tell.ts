import { notifications } from '@mantine/notifications';
import { t } from '../strings/texts.ts';

/** Something the user asked for did not happen. Stays until it is closed or read. */
export function tellFailure(message: string): void {
  notifications.show({
    message,
    color: 'red',
    role: 'alert',
    autoClose: 15_000,
    closeButtonProps: { 'aria-label': t.close },
  });
}
