import { Group, SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import type { Overview, RequestFilter } from '../../shared/contract.ts';
import { en } from '../strings/en.ts';

const STAGES = [
  ['awaitingMapping', '#b35c00'],
  ['opening', '#5b6bc0'],
  ['open', '#0f7377'],
  ['closing', '#7a5aa6'],
  ['closed', '#6b757d'],
] as const;

interface Props {
  readonly counts: Overview['counts'];
  readonly filter: RequestFilter;
  readonly onFilter: (filter: RequestFilter) => void;
}

/** Counts that filter the list, and how far the tickets are. */
export function SummaryTiles({ counts, filter, onFilter }: Props) {
  const tickets = STAGES.reduce((sum, [stage]) => sum + counts[stage], 0);
  const numbers: Record<RequestFilter, number> = {
    pending: counts.pending,
    attention: counts.awaitingMapping + counts.parked,
    decided: counts.all - counts.pending,
    all: counts.all,
  };
  return (
    <div>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
        {(['pending', 'attention', 'decided', 'all'] as const).map((name) => (
          <UnstyledButton
            key={name}
            className="tile"
            aria-pressed={filter === name}
            onClick={() => onFilter(name)}
          >
            <Text size="sm" c="dimmed">
              {en.filters[name]}
            </Text>
            <Text fz="1.4rem" fw={600} lh={1.2}>
              {numbers[name]}
            </Text>
          </UnstyledButton>
        ))}
      </SimpleGrid>
      {tickets > 0 && (
        <figure style={{ margin: '0.8rem 0 0' }} aria-label={en.ticketsByStage}>
          <div className="stages" aria-hidden>
            {STAGES.map(([stage, color]) => (
              <div key={stage} style={{ flexGrow: counts[stage], background: color }} />
            ))}
          </div>
          <Group component="figcaption" gap="md" mt={6}>
            {STAGES.map(([stage, color]) => (
              <Group key={stage} gap={6} wrap="nowrap">
                <span aria-hidden style={{ width: 10, height: 10, borderRadius: 3, background: color }} />
                <Text size="xs" c="dimmed">
                  {counts[stage]} {en.stages[stage]}
                </Text>
              </Group>
            ))}
          </Group>
        </figure>
      )}
    </div>
  );
}
