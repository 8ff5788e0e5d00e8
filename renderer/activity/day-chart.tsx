import { useElementSize } from '@mantine/hooks';
import { memo, type PointerEvent, useState } from 'react';
import type { RequestsOfDay } from '../../shared/contract/activity.ts';
import type { RequestStatus } from '../../shared/domain/elevation-request.ts';
import { dayText, number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { namedColumns, ticksFor } from './scale.ts';

const HEIGHT = 220;
const LEFT = 44;
/** Half a name of a day. */
const RIGHT = 24;
const TOP = 10;
const BOTTOM = 24;
const BASE = HEIGHT - BOTTOM;
const NAME_WIDTH = 64;
const WIDEST_BAR = 28;
/** How much of its place a bar fills: all of it where gaps would be no more than flicker. */
const FILLED = 0.72;
const NARROW_PLACE = 5;

interface Props {
  readonly days: readonly RequestsOfDay[];
  /** What each bar is made of, from the bottom up. */
  readonly layers: readonly RequestStatus[];
}

/** A bar a day in layers. Drawn by ourselves: a chart library takes longer than a frame to draw as much. */
export function DayChart({ days, layers }: Props) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  const place = (width - LEFT - RIGHT) / Math.max(1, days.length);
  const point = (event: PointerEvent) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT;
    const at = Math.floor(x / place);
    setPointed(at >= 0 && at < days.length ? at : null);
  };
  const day = pointed === null ? undefined : days[pointed];
  return (
    <div
      ref={ref}
      className="day-chart"
      onPointerMove={point}
      onPointerDown={point}
      // A finger leaves when it is lifted; what it pointed at is read after that.
      onPointerLeave={({ pointerType }) => pointerType !== 'touch' && setPointed(null)}
    >
      {width > 0 && (
        <svg width={width} height={HEIGHT} shapeRendering="crispEdges" aria-hidden>
          {pointed !== null && (
            <rect className="pointed" x={LEFT + pointed * place} y={TOP} width={place} height={BASE - TOP} />
          )}
          <Columns days={days} layers={layers} width={width} />
        </svg>
      )}
      {day && pointed !== null && (
        <Reading day={day} layers={layers} x={LEFT + (pointed + 0.5) * place} width={width} />
      )}
    </div>
  );
}

/** Axes and bars, which stay as they are while the pointer moves. */
const Columns = memo(function Columns({ days, layers, width }: Props & { readonly width: number }) {
  const totals = days.map(({ byStatus }) => layers.reduce((sum, name) => sum + byStatus[name], 0));
  const ticks = ticksFor(Math.max(0, ...totals));
  const scale = (BASE - TOP) / (ticks.at(-1) ?? 1);
  const place = (width - LEFT - RIGHT) / Math.max(1, days.length);
  const bar = place < NARROW_PLACE ? place : Math.min(WIDEST_BAR, place * FILLED);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className="grid"
            x1={LEFT}
            x2={width - RIGHT}
            y1={BASE - tick * scale}
            y2={BASE - tick * scale}
          />
          <text x={LEFT - 8} y={BASE - tick * scale} textAnchor="end" dominantBaseline="middle">
            {number(tick)}
          </text>
        </g>
      ))}
      {namedColumns(days.length, width - LEFT - RIGHT, NAME_WIDTH).map((at) => (
        <text key={at} x={LEFT + (at + 0.5) * place} y={HEIGHT - 6} textAnchor="middle">
          {dayText(days[at]?.day ?? '', true)}
        </text>
      ))}
      {stacked(days, layers).map(({ name, blocks }) => (
        <path
          key={name}
          className={`outcome-${name}`}
          d={blocks
            .map(({ at, from, to }) => {
              const x = LEFT + (at + 0.5) * place - bar / 2;
              return `M${x} ${BASE - from * scale}V${BASE - to * scale}h${bar}V${BASE - from * scale}z`;
            })
            .join('')}
        />
      ))}
    </>
  );
});

/** Each layer with its block of every day that has one, and between which values it lies: one shape, not hundreds. */
function stacked(days: readonly RequestsOfDay[], layers: readonly RequestStatus[]) {
  const tops = days.map(() => 0);
  return layers.map((name) => ({
    name,
    blocks: days
      .map(({ byStatus }, at) => {
        const from = tops[at] ?? 0;
        tops[at] = from + byStatus[name];
        return { at, from, to: from + byStatus[name] };
      })
      .filter(({ from, to }) => to > from),
  }));
}

/** What a day's bar stands for in numbers, on the side of it where there is room. */
function Reading({
  day,
  layers,
  x,
  width,
}: {
  readonly day: RequestsOfDay;
  readonly layers: readonly RequestStatus[];
  readonly x: number;
  readonly width: number;
}) {
  return (
    <div
      className="reading"
      style={x < width / 2 ? { left: x + WIDEST_BAR } : { right: width - x + WIDEST_BAR }}
    >
      <p className="strong">{dayText(day.day)}</p>
      <dl>
        {layers.toReversed().map((name) => (
          <div key={name}>
            <dt>
              <Swatch name={name} /> {t.activity.outcomes[name]}
            </dt>
            <dd>{number(day.byStatus[name])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The colour of a layer. */
export function Swatch({ name }: { readonly name: RequestStatus }) {
  return (
    <svg width="10" height="10" aria-hidden>
      <rect width="10" height="10" rx="2" className={`outcome-${name}`} />
    </svg>
  );
}
