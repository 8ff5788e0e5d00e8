import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { companion } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { When } from '../ui/time.tsx';

const PAGE = 20;
const MOST = 200;

/** What was enabled before, and why it ended. */
export function PastGrants() {
  const [limit, setLimit] = useState(PAGE);
  const query = useQuery(
    companion.jit.grants.queryOptions({
      input: { filter: 'ended', limit },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = query.data?.rows ?? [];
  return (
    <section className="surface jit-past" aria-labelledby="jit-past">
      <h2 id="jit-past">{t.jit.history}</h2>
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <p className="dim">{t.jit.noHistory}</p>}
      <ul>
        {rows.map(({ grant }) => (
          <li key={grant.id}>
            <bdi className="wrap strong">{grant.customerDisplayName}</bdi>{' '}
            <span className="dim wrap">{grant.technicianEmail}</span>
            <span>
              {t.jit.ended} <When at={grant.updatedAt} />
              {grant.endReason !== null && `: ${t.jit.reasons[grant.endReason]}`}
            </span>
            {grant.note !== null && <span className="dim wrap">{grant.note}</span>}
          </li>
        ))}
      </ul>
      {(query.data?.total ?? 0) > rows.length && rows.length < MOST && (
        <Button size="compact-sm" variant="default" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
          {t.jit.more}
        </Button>
      )}
    </section>
  );
}
