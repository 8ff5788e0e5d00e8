import './inbox.css';
import './needs.css';
import './rows.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestFilter } from '../../shared/contract/requests.ts';
import { companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';
import { Failure } from '../ui/failure.tsx';
import { Header } from './header.tsx';
import { LoadingPage } from './loading.tsx';
import { NeedsYou } from './needs-you.tsx';
import { RequestList } from './request-list.tsx';
import { SummaryTiles, TicketStages } from './summary-tiles.tsx';

/** The one screen: how things are, what needs a person, and the requests. */
export function Inbox() {
  const overview = useQuery(companion.companion.overview.queryOptions({ input: {} }));
  const [filter, setFilter] = useState<RequestFilter>('pending');
  if (overview.isPending) return <LoadingPage />;
  if (!overview.data) {
    return (
      <main className="page">
        <section className="surface">
          <Failure error={overview.error} onRetry={() => void overview.refetch()} />
        </section>
      </main>
    );
  }
  const { data } = overview;
  return (
    <div className="page">
      <Header overview={data} />
      <main className="page-main">
        {overview.isError && (
          <section className="surface">
            <Failure error={overview.error} onRetry={() => void overview.refetch()} />
          </section>
        )}
        <NeedsYou overview={data} />
        <div className="summary">
          <SummaryTiles counts={data.counts} filter={filter} onFilter={setFilter} />
          <TicketStages counts={data.counts} />
        </div>
        <RequestList filter={filter} onFilter={setFilter} canDecide={data.canDecide} />
      </main>
      <footer className="footer">
        <span>{en.version(data.version)}</span>
        {data.technicianEmail !== null && <span>{en.decidesAs(data.technicianEmail)}</span>}
      </footer>
    </div>
  );
}
