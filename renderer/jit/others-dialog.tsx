import { Button } from '@mantine/core';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';

/** Ending a colleague's work needs a second word. */
export function OthersDialog({
  text,
  onClose,
  onConfirm,
}: {
  readonly text: string;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}) {
  return (
    <Dialog title={t.jit.others} size="sm" onClose={onClose}>
      <div className="dialog-body">
        <p className="wrap">{text}</p>
        <p>
          {t.jit.final} {t.jit.recorded}
        </p>
        <div className="dialog-buttons">
          <Button size="sm" variant="default" onClick={onClose} data-autofocus>
            {t.cancel}
          </Button>
          <Button size="sm" color="red.9" onClick={onConfirm}>
            {t.jit.disableAnyway}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
