import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';
import { useSecondsUntil } from '../ui/time.tsx';
import { applicationOf, customerOf, personOf } from './names.ts';
import type { Bulk, BulkItem, BulkRun } from './use-bulk.ts';

interface Props {
  /** What is chosen and can be decided. */
  readonly chosen: readonly RequestRow[];
  readonly bulk: Bulk;
  readonly onClear: () => void;
  /** Chooses everything shown; null where all of it is chosen. */
  readonly onAll: (() => void) | null;
}

/** Several requests decided at once. Stays below the list, so that nothing above it moves. */
export function BulkBar({ chosen, bulk, onClear, onAll }: Props) {
  const { run } = bulk;
  if (run !== null) return <Results run={run} bulk={bulk} onClear={onClear} />;
  if (chosen.length === 0) return null;
  return (
    <section className="bulk" aria-label={t.inbox.chosen(chosen.length)}>
      <div className="grow">
        <strong>{t.inbox.chosen(chosen.length)}</strong> <span className="dim">{t.inbox.bulk.means}</span>
      </div>
      {onAll && (
        <Button size="xs" variant="subtle" onClick={onAll}>
          {t.inbox.bulk.all}
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={onClear}>
        {t.inbox.clearChoice}
      </Button>
      <Button
        size="xs"
        leftSection={<IconCheck aria-hidden size={15} />}
        onClick={() => void bulk.decide(chosen, 'approve')}
      >
        {t.inbox.approveAll}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconX aria-hidden size={15} />}
        onClick={() => void bulk.decide(chosen, 'deny')}
      >
        {t.inbox.denyAll}
      </Button>
    </section>
  );
}

/** How far it is, and what became of each. Put away by itself once everything was sent and nothing can be undone. */
function Results({ run, bulk, onClear }: Pick<Props, 'bulk' | 'onClear'> & { readonly run: BulkRun }) {
  const { items, isRunning } = run;
  const count = (state: BulkItem['result']['state']) =>
    items.filter(({ result }) => result.state === state).length;
  const done = items.length - count('to-come');
  const secondsToUndo = useSecondsUntil(undoUntil(run));
  const putAway = () => {
    bulk.putAway();
    onClear();
  };
  const isOver = !isRunning && count('refused') === 0 && secondsToUndo === 0;
  useEffect(() => {
    if (isOver) putAway();
  });
  return (
    <section className="bulk" aria-label={t.inbox.bulk.title}>
      <div className="grow" role="status">
        <strong>
          {isRunning ? t.inbox.progress(done, items.length) : t.inbox.bulk.sent(count('taken'))}
        </strong>{' '}
        {count('refused') > 0 && <strong className="bad">{t.inbox.notSent(count('refused'))}</strong>}
      </div>
      {!isRunning && secondsToUndo > 0 && (
        <Button size="xs" variant="default" onClick={() => void bulk.undo()}>
          {t.inbox.bulk.undo(secondsToUndo)}
        </Button>
      )}
      {!isRunning && (
        <Button size="xs" variant="default" onClick={putAway}>
          {t.close}
        </Button>
      )}
      {isRunning && (
        <Progress
          className="bulk-progress"
          value={(100 * done) / items.length}
          aria-label={t.inbox.bulk.title}
        />
      )}
      <ul className="bulk-items">
        {/* What went wrong comes first. */}
        {items
          .toSorted((a, b) => Number(b.result.state === 'refused') - Number(a.result.state === 'refused'))
          .map((item) => (
            <Item key={item.row.request.id} item={item} />
          ))}
      </ul>
    </section>
  );
}

const LOOKS = {
  'to-come': { Icon: IconClock, tone: 'dim' },
  taken: { Icon: IconCheck, tone: 'good' },
  'taken-back': { Icon: IconArrowBackUp, tone: 'dim' },
  refused: { Icon: IconAlertTriangle, tone: 'bad' },
} as const;

function Item({ item: { row, result } }: { readonly item: BulkItem }) {
  const { Icon, tone } = LOOKS[result.state];
  return (
    <li className={`state ${tone}`}>
      <Icon aria-hidden size={15} />
      <span className="wrap">
        <bdi>
          {personOf(row.request)}, {applicationOf(row.request)}, {customerOf(row.request)}
        </bdi>
        : {result.state === 'refused' ? result.text : t.inbox.bulk.results[result.state]}
      </span>
    </li>
  );
}

/** Until when something of it can be taken back (epoch ms); 0 when nothing can. */
function undoUntil({ items }: BulkRun): number {
  return Math.max(0, ...items.map(({ result }) => (result.state === 'taken' ? (result.undoUntil ?? 0) : 0)));
}
