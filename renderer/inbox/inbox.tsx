import './inbox.css';
import './needs.css';
import './list-tools.css';
import './bulk-bar.css';
import './rows.css';
import { useState } from 'react';
import type { RequestFilter } from '../../shared/contract/requests.ts';
import type { ScreenProps } from '../frame/screen-props.ts';
import { FIRST_FILTER } from './first-questions.ts';
import { LinkedRequest } from './linked-request.tsx';
import { NeedsYou } from './needs-you.tsx';
import { RequestList } from './request-list.tsx';
import { SummaryTiles, TicketStages } from './summary-tiles.tsx';

/** What needs a person, and the requests. */
export function Inbox({ overview, item }: ScreenProps) {
  const [filter, setFilter] = useState<RequestFilter>(FIRST_FILTER);
  return (
    <>
      {item !== null && <LinkedRequest key={item} requestId={item} canDecide={overview.canDecide} />}
      <NeedsYou overview={overview} />
      <div className="summary">
        <SummaryTiles counts={overview.counts} filter={filter} onFilter={setFilter} />
        <TicketStages counts={overview.counts} />
      </div>
      <RequestList filter={filter} onFilter={setFilter} canDecide={overview.canDecide} />
    </>
  );
}
