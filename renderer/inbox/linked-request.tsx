import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { companion } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { hrefOf } from '../ui/use-route.ts';
import { DecideDialog } from './dialogs.ts';
import { LoadingRows } from './loading.tsx';
import { RequestRow } from './request-row.tsx';

const ROW_ID = 'linked-row';

/** The one request that a notification, the tray or a link led to, as it is now. */
export function LinkedRequest({
  requestId,
  canDecide,
}: {
  readonly requestId: string;
  readonly canDecide: boolean;
}) {
  const query = useQuery(companion.requests.get.queryOptions({ input: { requestId }, staleTime: 0 }));
  const [isOpen, setOpen] = useState(true);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const row = query.data;
  return (
    <section className="surface linked" aria-labelledby="linked-request">
      <div className="linked-head">
        <h2 id="linked-request" ref={heading} tabIndex={-1}>
          {t.frame.linked.title}
        </h2>
        <Button component="a" href={hrefOf('requests')} size="compact-sm" variant="default">
          {t.frame.linked.close}
        </Button>
      </div>
      {query.isPending && <LoadingRows />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {row === null && <p className="linked-gone">{t.frame.linked.gone}</p>}
      {row && (
        <ul className="rows">
          <RequestRow
            row={row}
            id={ROW_ID}
            isCurrent={false}
            isOpen={isOpen}
            canDecide={canDecide}
            actions={{
              toggle: () => setOpen(!isOpen),
              decide: (_row, chosen) => setVerdict(chosen),
              focused: () => undefined,
            }}
          />
        </ul>
      )}
      {row && verdict && (
        <DecideDialog row={row} verdict={verdict} returnTo={ROW_ID} onClose={() => setVerdict(null)} />
      )}
    </section>
  );
}
