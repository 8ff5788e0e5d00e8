import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ParkedRow } from '../../shared/contract/outbox.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';

/** Giving up on a step has a consequence, and it is said before. */
export function DismissDialog({ row, onClose }: { readonly row: ParkedRow; readonly onClose: () => void }) {
  const dismiss = useMutation(companion.outbox.dismiss.mutationOptions({ onSuccess: onClose }));
  return (
    <Dialog onClose={onClose} title={t.needs.dismissTitle} size="sm">
      <div className="dialog-body">
        <p className="dialog-about wrap">
          <bdi>{row.title}</bdi>
        </p>
        <p>
          {t.needs.dismissText} {t.needs.dismissMeans[row.entry.kind]}
        </p>
        <Problem text={dismiss.error ? textOf(dismiss.error) : null} />
        <div className="dialog-buttons">
          <Button variant="default" size="sm" onClick={onClose} data-autofocus>
            {t.needs.keep}
          </Button>
          <Button
            color="red.9"
            size="sm"
            loading={dismiss.isPending}
            onClick={() => dismiss.mutate({ id: row.entry.id })}
          >
            {t.needs.dismiss}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
