import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconLoader, IconPlugOff, IconTicket } from '@tabler/icons-react';
import type { RequestRow } from '../../shared/contract.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { en } from '../strings/en.ts';
import { SafeLink } from '../ui/safe-link.tsx';

const ICONS = {
  'awaiting-mapping': IconPlugOff,
  opening: IconLoader,
  open: IconTicket,
  closing: IconLoader,
  closed: IconCircleCheck,
  'needs-attention': IconAlertTriangle,
  history: IconCircleCheck,
} as const;

/** How the Halo ticket of a request stands, in words, with a link to it. */
export function TicketLine({ row }: { readonly row: RequestRow }) {
  const { ticket } = row;
  if (!ticket) return <Text size="sm">{en.ticket.none}</Text>;
  const Icon = ICONS[ticket.state];
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Icon aria-hidden size={16} style={{ flex: 'none', marginTop: 2 }} />
      <Text size="sm">
        {ticket.haloTicketId !== null && (
          <>
            <SafeLink href={row.ticketUrl}>{en.ticketNumber(ticket.haloTicketId)}</SafeLink>{' '}
          </>
        )}
        {wordsFor(ticket)}
      </Text>
    </Group>
  );
}

function wordsFor(ticket: Ticket): string {
  if (ticket.state === 'opening' && ticket.madeBy === 'connector') return en.ticket['opening-connector'];
  if (ticket.state === 'closed' && ticket.closedBy === 'by-hand') return en.ticket['closed-by-hand'];
  return en.ticket[ticket.state];
}
