import { Progress } from '@mantine/core';
import { t } from '../strings/texts.ts';

/** How many of many orders have been carried out. */
export function OrdersProgress({ done, all }: { readonly done: number; readonly all: number }) {
  return (
    <div role="status">
      <Progress value={(100 * done) / all} aria-label={t.mappings.bulk.title} />
      <p className="dim">{t.mappings.bulk.progress(done, all)}</p>
    </div>
  );
}
