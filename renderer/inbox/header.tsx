import { Badge, Button, Group, Progress, Stack, Text, Title, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClockHour4,
  IconFlask,
  IconLock,
  IconRefresh,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Overview } from '../../shared/contract.ts';
import type { ServiceHealth } from '../../shared/domain/service-health.ts';
import { companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';
import { exactTime, When } from '../ui/time.tsx';

const LOOKS = {
  starting: { icon: IconClockHour4, color: 'gray' },
  ok: { icon: IconCircleCheck, color: 'green' },
  troubled: { icon: IconAlertTriangle, color: 'yellow' },
  refused: { icon: IconLock, color: 'red' },
} as const;

/** How the companion and both services are doing, at a glance. */
export function Header({ overview }: { readonly overview: Overview }) {
  const { polling, haloBudget } = overview;
  const sync = useMutation(companion.companion.syncNow.mutationOptions());
  const budgetText = en.budget(haloBudget.used, haloBudget.allowed, haloBudget.windowMinutes);
  return (
    <header>
      <div className="header">
        <div style={{ flex: '1 1 20rem' }}>
          <Group gap="xs">
            <Title order={1} size="h3">
              {en.product}
            </Title>
            <Text c="dimmed">{en.forHalo}</Text>
            {overview.sandbox && (
              <Badge
                variant="outline"
                color="gray"
                leftSection={<IconFlask aria-hidden size={12} />}
                tt="none"
              >
                {en.practice}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {polling.lastPollAt === null ? (
              en.neverPolled
            ) : (
              <When at={polling.lastPollAt} text={en.lastPoll} />
            )}
            {polling.nextPollAt !== null && (
              <>
                {' · '}
                <When at={polling.nextPollAt} text={en.nextPoll} />
              </>
            )}
          </Text>
        </div>
        <Group gap="sm" align="center">
          {overview.services.map((health) => (
            <ServiceState key={health.service} health={health} />
          ))}
          <Stack gap={2} w={120}>
            <Text size="xs" c="dimmed">
              {budgetText}
            </Text>
            <Progress
              value={Math.min(100, (100 * haloBudget.used) / haloBudget.allowed)}
              aria-label={budgetText}
              size="sm"
            />
          </Stack>
          <Button
            onClick={() => sync.mutate({})}
            loading={sync.isPending}
            leftSection={<IconRefresh aria-hidden size={16} />}
          >
            {en.syncNow}
          </Button>
        </Group>
      </div>
      {overview.services.map(
        (health) =>
          health.text !== null && (
            <Text key={health.service} size="sm" mt={6} role="status">
              <b>{en.services[health.service]}:</b> {health.text}
            </Text>
          ),
      )}
    </header>
  );
}

function ServiceState({ health }: { readonly health: ServiceHealth }) {
  const { icon: Icon, color } = LOOKS[health.state];
  const since =
    health.lastSuccessAt === null ? en.health[health.state] : en.lastSuccess(exactTime(health.lastSuccessAt));
  return (
    <Tooltip label={since}>
      <Group gap={6} wrap="nowrap">
        <Icon aria-hidden size={18} color={`var(--mantine-color-${color}-6)`} />
        <Text size="sm">
          {en.services[health.service]} {en.health[health.state]}
        </Text>
      </Group>
    </Tooltip>
  );
}
