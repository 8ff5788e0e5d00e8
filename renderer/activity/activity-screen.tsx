import './activity.css';
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Insight } from '../../shared/contract/activity.ts';
import { companion } from '../contract-client.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
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
          <h2>{t.activity.title}</h2>
          <p className="dim">{t.activity.intro}</p>
        </div>
        <fieldset className="chips">
          <VisuallyHidden component="legend">{t.activity.range}</VisuallyHidden>
          {RANGES.map((one) => (
            <UnstyledButton
              key={one}
              className="chip"
              aria-pressed={one === days}
              onClick={() => setDays(one)}
            >
              {t.activity.ranges[one]}
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
        <p className="strong">{t.activity.nothing}</p>
        <p className="dim">{t.activity.nothingHelp}</p>
      </div>
    );
  }
  const { timeToDecision, timeToTicket } = insight;
  return (
    <>
      <dl className="figures">
        <FigureTile value={number(insight.total)} label={t.activity.total} />
        <FigureTile value={timeText(timeToDecision.medianMs)} label={t.activity.decisionMedian} />
        <FigureTile value={timeText(timeToDecision.p90Ms)} label={t.activity.decisionP90} />
        <FigureTile value={timeText(timeToTicket.medianMs)} label={t.activity.ticketMedian} />
      </dl>
      <RequestsPerDay days={insight.days} total={insight.total} />
      <div className="activity-columns">
        <Bars
          title={t.activity.applications}
          bars={insight.applications.map(({ name, requests }) => ({
            label: name ?? t.activity.noApplication,
            value: requests,
            text: t.activity.requests(requests),
          }))}
        />
        <Bars
          title={t.activity.customers}
          bars={insight.customers.map(({ name, requests }) => ({
            label: name ?? t.activity.noName,
            value: requests,
            text: t.activity.requests(requests),
          }))}
        />
        {insight.jitHours.length > 0 && (
          <Bars
            title={t.activity.jitHours}
            bars={insight.jitHours.map(({ name, hours }) => ({
              label: name,
              value: hours,
              text: t.activity.hours(hours),
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
  return ms === null ? t.activity.noTime : shortTime(ms);
}
