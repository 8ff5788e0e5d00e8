import { Slider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type client, companion } from '../contract-client.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Failure } from '../ui/failure.tsx';
import { Problem } from '../ui/problem.tsx';
import { percentOf } from './mapping-row.tsx';
import { OrdersDialog, OrdersPreview } from './orders-dialog.tsx';
import { nameOf } from './use-mapping-actions.ts';
import { useOrders } from './use-orders.ts';

const LEAST = 50;
const SURE = 90;

/** All suggestions that are close enough, accepted at once after a look at them. */
export function AcceptDialog({ onClose }: { readonly onClose: () => void }) {
  const [least, setLeast] = useState(SURE);
  const found = useQuery(companion.mapping.suggestions.queryOptions({ input: {}, refetchOnMount: 'always' }));
  const close = useMemo(
    () => (found.data ?? []).filter(({ suggestion }) => percentOf(suggestion.closeness) >= least),
    [found.data, least],
  );
  const closest = useMemo(
    () => Math.max(0, ...(found.data ?? []).map(({ suggestion }) => percentOf(suggestion.closeness))),
    [found.data],
  );
  const orders = useOrders();
  const [problem, setProblem] = useState<string | null>(null);
  const acceptAll = async () => {
    setProblem(null);
    const carried = await orders.carryOut(
      close.map(({ customerKey, state, haloClientId, suggestion }) => ({
        customerKey,
        choice: { kind: 'client', haloClientId: suggestion.haloClientId },
        expected: { state, haloClientId },
      })),
    );
    if (carried.problem !== null) return setProblem(carried.problem);
    announce(t.mappings.bulk.done(carried.changed));
    onClose();
  };
  return (
    <OrdersDialog
      title={t.mappings.bulk.title}
      orders={orders}
      onClose={onClose}
      button={{
        label: t.mappings.bulk.accept(close.length),
        isPossible: close.length > 0,
        onClick: () => void acceptAll(),
      }}
    >
      <p className="dim">{t.mappings.bulk.help}</p>
      {found.isPending && (
        <div role="status">
          <p className="dim">{t.mappings.bulk.loading}</p>
          <LoadingRows />
        </div>
      )}
      {found.isError && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && found.data.length === 0 && <p role="status">{t.mappings.bulk.none}</p>}
      {found.isSuccess && found.data.length > 0 && (
        <>
          <div>
            <p>
              {t.mappings.bulk.slider}: <strong>{least} %</strong>
            </p>
            <Slider
              min={LEAST}
              max={100}
              value={least}
              onChange={setLeast}
              label={(value) => `${value} %`}
              thumbLabel={t.mappings.bulk.slider}
              marks={[{ value: LEAST, label: `${LEAST} %` }, { value: SURE }, { value: 100, label: '100 %' }]}
              className="accept-slider"
              data-autofocus
            />
          </div>
          <p role="status" className="strong">
            {t.mappings.bulk.preview(close.length, closest)}
          </p>
          {close.length > 0 && <Preview rows={close} />}
        </>
      )}
      <Problem text={problem} />
    </OrdersDialog>
  );
}

type Suggested = NonNullable<Awaited<ReturnType<typeof client.mapping.suggestions>>>;

function Preview({ rows }: { readonly rows: Suggested }) {
  return (
    <OrdersPreview label={t.mappings.bulk.title} rows={rows}>
      {(row) => (
        <li key={row.customerKey}>
          <bdi className="wrap">{nameOf(row)}</bdi>
          <bdi className="wrap">→ {row.suggestion.clientName}</bdi>
          <span className="dim">{t.mappings.close(percentOf(row.suggestion.closeness))}</span>
        </li>
      )}
    </OrdersPreview>
  );
}
