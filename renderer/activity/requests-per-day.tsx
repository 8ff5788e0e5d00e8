import { Button } from '@mantine/core';
import { IconDownload, IconPhoto } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { RequestsOfDay } from '../../shared/contract/activity.ts';
import { RequestStatus } from '../../shared/domain/elevation-request.ts';
import { dayText, number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { saveFile } from '../ui/save-file.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { DayChart, Swatch } from './day-chart.tsx';
import { saveChart } from './save-chart.ts';

/** The order from the bottom up. Colours come with words wherever they are used. */
const STATUSES = RequestStatus.options;

/** Requests a day, stacked by how they stand; the same as a table and as files. */
export function RequestsPerDay({
  days,
  total,
}: {
  readonly days: readonly RequestsOfDay[];
  readonly total: number;
}) {
  const chart = useRef<HTMLDivElement>(null);
  const used = useMemo(
    () => STATUSES.filter((name) => days.some(({ byStatus }) => byStatus[name] > 0)),
    [days],
  );
  return (
    <section className="surface card" aria-labelledby="per-day">
      <div className="activity-head">
        <h3 id="per-day" className="grow">
          {t.activity.perDay}
        </h3>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPhoto aria-hidden size={14} />}
          onClick={() => void saveChart(chart.current, 'requests-per-day')}
        >
          {t.activity.savePicture}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconDownload aria-hidden size={14} />}
          onClick={() => saveFile('requests-per-day', 'csv', csvOf(days))}
        >
          {t.activity.saveTable}
        </Button>
      </div>
      <div
        ref={chart}
        role="img"
        aria-label={t.activity.barChart(dayText(days[0]?.day ?? ''), dayText(days.at(-1)?.day ?? ''), total)}
      >
        <DayChart days={days} layers={used} />
      </div>
      <ul className="legend" aria-hidden>
        {used.map((name) => (
          <li key={name}>
            <Swatch name={name} />
            {t.activity.outcomes[name]}
          </li>
        ))}
      </ul>
      <AsTable days={days} layers={used} />
    </section>
  );
}

/** The same in numbers, made when it is asked for: a year has hundreds of lines. */
function AsTable({
  days,
  layers,
}: {
  readonly days: readonly RequestsOfDay[];
  readonly layers: readonly RequestStatus[];
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="as-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.activity.asTable}</summary>
      {isOpen && (
        <ScrollRegion className="table-scroll" label={t.activity.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.activity.day}</th>
                {layers.map((name) => (
                  <th key={name} scope="col">
                    {t.activity.outcomes[name]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, byStatus }) => (
                <tr key={day}>
                  <th scope="row">{dayText(day)}</th>
                  {layers.map((name) => (
                    <td key={name}>{number(byStatus[name])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </details>
  );
}

/** Words of our own and numbers only: nothing in it could be taken for a formula. */
function csvOf(days: readonly RequestsOfDay[]): string {
  const head = ['day', ...RequestStatus.options].join(',');
  const rows = days.map(({ day, byStatus }) =>
    [day, ...RequestStatus.options.map((status) => byStatus[status])].join(','),
  );
  return `\u{FEFF}${[head, ...rows].join('\r\n')}\r\n`;
}
