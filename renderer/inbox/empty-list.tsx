import { Stack, Text } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import type { RequestFilter } from '../../shared/contract.ts';
import { en } from '../strings/en.ts';

/** Nothing to show: says why, and what will happen. */
export function EmptyList({
  filter,
  searching,
}: {
  readonly filter: RequestFilter;
  readonly searching: boolean;
}) {
  const text = filter === 'pending' && !searching ? en.emptyPending : en.emptyOther;
  return (
    <Stack align="center" gap={4} py="xl" px="md">
      <IconMoodSmile aria-hidden size={32} stroke={1.5} />
      <Text fw={600}>{en.emptyTitle}</Text>
      <Text size="sm" c="dimmed" ta="center">
        {text}
      </Text>
    </Stack>
  );
}
