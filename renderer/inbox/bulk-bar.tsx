import { Button, Progress } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconClock,
  IconHelp,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { t } from '../strings/texts.ts';
import { useSecondsUntil } from '../ui/time.tsx';
import {
  type BulkItem,
  type BulkRun,
  hasProblems,
  isRunning,
  lastUndo,
  problemsOf,
  progressOf,
} from './bulk-run.ts';
import { applicationOf, customerOf, personOf } from './names.ts';
import type { Bulk } from './use-bulk.ts';

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
  if (run !== null) return <Results run={run} bulk={bulk} />;
  if (chosen.length === 0) return null;
  const decide = (verdict: Verdict) => {
    void bulk.decide(chosen, verdict);
    // What is chosen from now on is for the next time.
    onClear();
  };
  return (
    <section ref={coverList} className="bulk" aria-label={t.inbox.chosen(chosen.length)}>
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
      <Button size="xs" leftSection={<IconCheck aria-hidden size={15} />} onClick={() => decide('approve')}>
        {t.inbox.approveAll}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconX aria-hidden size={15} />}
        onClick={() => decide('deny')}
      >
        {t.inbox.denyAll}
      </Button>
    </section>
  );
}

/** Lets the rows know how much of them lies behind the bar, and keeps the one that the keyboard is on in sight. */
function coverList(bar: HTMLElement): () => void {
  const list = bar.parentElement;
  const observer = new ResizeObserver(() => {
    list?.style.setProperty('--covered', `${bar.offsetHeight}px`);
    list?.querySelector('.row:focus-visible')?.scrollIntoView({ block: 'nearest' });
  });
  observer.observe(bar);
  return () => {
    observer.disconnect();
    list?.style.removeProperty('--covered');
  };
}

/** How far it is, and what became of each. Put away by itself once everything was sent and nothing can be undone. */
function Results({ run, bulk }: { readonly run: BulkRun; readonly bulk: Bulk }) {
  const isBusy = isRunning(run);
  const secondsToUndo = useSecondsUntil(lastUndo(run));
  const isOver = !isBusy && secondsToUndo === 0 && !hasProblems(run);
  const { putAway } = bulk;
  useEffect(() => {
    if (isOver) putAway();
  });
  const problems = problemsOf(run);
  return (
    <section ref={coverList} className="bulk" aria-label={t.inbox.bulk.title}>
      <div className="grow">
        <strong>{progressOf(run)}</strong>{' '}
        {problems.length > 0 && <strong className="bad">{problems.join(' ')}</strong>}
      </div>
      {secondsToUndo > 0 && run.stage !== 'deciding' && (
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => void bulk.undo()}>
          {t.inbox.bulk.undo(secondsToUndo)}
        </Button>
      )}
      {!isBusy && (
        <Button size="xs" variant="default" onClick={putAway}>
          {t.close}
        </Button>
      )}
      {isBusy && (
        <Progress
          className="bulk-progress"
          value={(100 * run.done) / run.all}
          aria-label={t.inbox.bulk.title}
        />
      )}
      <ul className="bulk-items">
        {/* What went wrong comes first. */}
        {run.items
          .toSorted((a, b) => Number('text' in b.result) - Number('text' in a.result))
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
  'too-late': { Icon: IconSend, tone: 'warn' },
  unclear: { Icon: IconHelp, tone: 'warn' },
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
        : {'text' in result ? result.text : t.inbox.bulk.results[result.state]}
      </span>
    </li>
  );
}
