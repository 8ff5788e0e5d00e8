import { UnstyledButton } from '@mantine/core';
import {
  IconCheck,
  IconCircleDashed,
  IconCircleDot,
  IconHourglass,
  IconProgressDown,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../../shared/contract/companion.ts';
import type { RequestFilter } from '../../shared/contract/requests.ts';
import { REQUEST_FILTERS } from '../../shared/domain/choices.ts';
import { number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { attentionOptions } from './first-questions.ts';

const STAGES = [
  { stage: 'awaitingMapping', icon: IconHourglass, color: 'var(--stage-waiting)' },
  { stage: 'opening', icon: IconCircleDashed, color: 'var(--stage-opening)' },
  { stage: 'open', icon: IconCircleDot, color: 'var(--stage-open)' },
  { stage: 'closing', icon: IconProgressDown, color: 'var(--stage-closing)' },
  { stage: 'closed', icon: IconCheck, color: 'var(--stage-closed)' },
] as const;

interface Props {
  readonly counts: Overview['counts'];
  readonly filter: RequestFilter;
  readonly onFilter: (filter: RequestFilter) => void;
}

/** Counts that filter the list, and how far its tickets are. */
export function SummaryTiles({ counts, filter, onFilter }: Props) {
  // The overview counts outbox entries; only the list itself knows how many requests this filter shows.
  const attention = useQuery(attentionOptions()).data?.total;
  const numbers: Record<RequestFilter, number | undefined> = {
    pending: counts.pending,
    decided: counts.all - counts.pending,
    attention,
    all: counts.all,
  };
  return (
    <fieldset className="tiles">
      <legend className="hidden">{t.filterLabel}</legend>
      {REQUEST_FILTERS.map((name) => (
        <UnstyledButton
          key={name}
          className="tile"
          aria-pressed={filter === name}
          data-alarm={name === 'attention' && (attention ?? 0) > 0}
          onClick={() => onFilter(name)}
        >
          <span className="tile-number">{countOf(numbers[name])}</span> <span>{t.filters[name]}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

function countOf(count: number | undefined): string {
  return count === undefined ? '–' : number(count);
}

/** Every ticket there is, by state: the bar shows the proportions, the legend says them. */
export function TicketStages({ counts }: { readonly counts: Overview['counts'] }) {
  const total = STAGES.reduce((sum, { stage }) => sum + counts[stage], 0);
  return (
    <figure className="stages" aria-label={t.stagesLabel}>
      <div className="stages-bar" aria-hidden>
        {STAGES.map(
          ({ stage, color }) =>
            counts[stage] > 0 && (
              <span key={stage} style={{ flexGrow: counts[stage] / total, background: color }} />
            ),
        )}
      </div>
      <figcaption>
        {STAGES.map(({ stage, icon: Icon, color }) => (
          <span key={stage} className="state" data-none={counts[stage] === 0}>
            <Icon aria-hidden size={13} color={color} stroke={2.5} />
            <span>
              {number(counts[stage])} {t.stages[stage]}
            </span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
