import { Badge, Text } from '@mantine/core';
import { IconBan, IconCheck, IconClock, IconHourglassEmpty, IconX } from '@tabler/icons-react';
import type { RequestRow } from '../../shared/contract.ts';
import { en } from '../strings/en.ts';
import { When } from '../ui/time.tsx';

const ICONS = {
  pending: IconHourglassEmpty,
  approved: IconCheck,
  denied: IconX,
  expired: IconClock,
  cancelled: IconBan,
} as const;

/** Where the decision stands: pending, on its way, or who decided what. */
export function StatusLine({ row }: { readonly row: RequestRow }) {
  const { status, decision } = row.request;
  const Icon = ICONS[status];
  const who = decision.byName ?? decision.byEmail;
  return (
    <div>
      <Badge variant="outline" color="gray" leftSection={<Icon aria-hidden size={12} />} tt="none">
        {en.statuses[status]}
      </Badge>
      {status !== 'pending' && (who !== null || decision.at !== null) && (
        <Text size="xs" c="dimmed">
          {who !== null && <bdi>{en.by(who)}</bdi>} {decision.scope !== null && en.scopes[decision.scope]}{' '}
          {decision.at !== null && <When at={decision.at} text={(when) => when} />}
        </Text>
      )}
      {row.decision !== null && status === 'pending' && (
        <Text size="xs" role="status">
          {row.decision.state === 'parked'
            ? `${en.decisionFailed} ${row.decision.text ?? ''}`
            : en.decisionOnItsWay(en.verdicts[row.decision.verdict])}
        </Text>
      )}
    </div>
  );
}
