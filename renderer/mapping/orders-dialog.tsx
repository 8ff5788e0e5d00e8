import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import type { Orders } from './use-orders.ts';

/** Shown of a preview; more nobody reads. */
const SHOWN = 200;

interface Props {
  readonly title: string;
  readonly orders: Orders;
  readonly onClose: () => void;
  readonly button: {
    readonly label: string;
    readonly isPossible: boolean;
    readonly isBusy?: boolean;
    readonly onClick: () => void;
  };
  /** What would be done, and what went wrong. */
  readonly children: ReactNode;
}

/** Shows what would be done to many customers, and then how far it is. Closed meanwhile it stops first. */
export function OrdersDialog({ title, orders: { progress, stop }, onClose, button, children }: Props) {
  const leave = progress ? stop : onClose;
  return (
    <Dialog onClose={leave} title={title} size="lg">
      <div className="dialog-body">
        {children}
        {progress && (
          <div role="status">
            <Progress value={(100 * progress.done) / progress.all} aria-label={title} />
            <p className="dim">{t.mappings.orders.progress(progress.done, progress.all)}</p>
          </div>
        )}
        <div className="dialog-buttons">
          <Button variant="default" onClick={leave}>
            {progress ? t.mappings.orders.stop : t.cancel}
          </Button>
          <Button
            disabled={!button.isPossible}
            loading={button.isBusy || progress !== null}
            onClick={button.onClick}
          >
            {button.label}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What would be done, line by line. */
export function OrdersPreview<T>({
  label,
  rows,
  children,
}: {
  readonly label: string;
  readonly rows: readonly T[];
  readonly children: (row: T) => ReactNode;
}) {
  return (
    <ScrollRegion className="orders-preview" label={label}>
      <ul>
        {rows.slice(0, SHOWN).map(children)}
        {rows.length > SHOWN && <li className="dim">{t.mappings.orders.more(rows.length - SHOWN)}</li>}
      </ul>
    </ScrollRegion>
  );
}
