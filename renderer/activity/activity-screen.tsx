import '@mantine/charts/styles.css';
import './activity.css';
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Insight } from '../../shared/contract/activity.ts';
import { companion } from '../contract-client.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { en } from '../strings/en.ts';
import { Failure } from '../ui/failure.tsx';
import { useNow } from '../ui/time.tsx';
import { Bars } from './bars.tsx';
import { type Days, RANGES, rangeOf, shortTime } from './range.ts';
import { RequestsPerDay } from './requests-per-day.tsx';
import { Timeline } from './timeline.tsx';

/** What happened: as charts, and entry by entry. */
export function ActivityScreen() {
  const [days, setDays] = useState<Days>(30);
  const range = rangeOf(days, useNow());
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const insight = useQuery(
    companion.activity.insight.queryOptions({
      input: { ...range, timeZone },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <div className="activity">
      <div className="activity-head">
        <div className="grow">
          <h2>{en.activity.title}</h2>
          <p className="dim">{en.activity.intro}</p>
        </div>
        <fieldset className="chips">
          <VisuallyHidden component="legend">{en.activity.range}</VisuallyHidden>
          {RANGES.map((one) => (
            <UnstyledButton
              key={one}
              className="chip"
              aria-pressed={one === days}
              onClick={() => setDays(one)}
            >
              {en.activity.ranges[one]}
            </UnstyledButton>
          ))}
        </fieldset>
      </div>
      {insight.isPending && (
        <div className="surface">
          <LoadingRows />
        </div>
      )}
      {insight.isError && <Failure error={insight.error} onRetry={() => void insight.refetch()} />}
      {insight.data && <Charts insight={insight.data} />}
      <Timeline range={range} />
    </div>
  );
}

function Charts({ insight }: { readonly insight: Insight }) {
  if (insight.total === 0 && insight.jitHours.length === 0) {
    return (
      <div className="surface card" role="status">
        <p className="strong">{en.activity.nothing}</p>
        <p className="dim">{en.activity.nothingHelp}</p>
      </div>
    );
  }
  const { timeToDecision, timeToTicket } = insight;
  return (
    <>
      <dl className="figures">
        <FigureTile value={insight.total.toLocaleString()} label={en.activity.total} />
        <FigureTile value={timeText(timeToDecision.medianMs)} label={en.activity.decisionMedian} />
        <FigureTile value={timeText(timeToDecision.p90Ms)} label={en.activity.decisionP90} />
        <FigureTile value={timeText(timeToTicket.medianMs)} label={en.activity.ticketMedian} />
      </dl>
      <RequestsPerDay days={insight.days} total={insight.total} />
      <div className="activity-columns">
        <Bars
          title={en.activity.applications}
          bars={insight.applications.map(({ name, requests }) => ({
            label: name ?? en.activity.noApplication,
            value: requests,
            text: en.activity.requests(requests),
          }))}
        />
        <Bars
          title={en.activity.customers}
          bars={insight.customers.map(({ name, requests }) => ({
            label: name ?? en.activity.noName,
            value: requests,
            text: en.activity.requests(requests),
          }))}
        />
        {insight.jitHours.length > 0 && (
          <Bars
            title={en.activity.jitHours}
            bars={insight.jitHours.map(({ name, hours }) => ({
              label: name,
              value: hours,
              text: en.activity.hours(hours),
            }))}
          />
        )}
      </div>
    </>
  );
}

function FigureTile({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <div className="surface figure">
      <dt className="dim">{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function timeText(ms: number | null): string {
  return ms === null ? en.activity.noTime : shortTime(ms);
}
