import {
  IconAlertTriangle,
  IconArchive,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconDeviceDesktop,
  IconHourglass,
  IconProgressDown,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { t } from '../strings/texts.ts';
import { SafeLink } from '../ui/safe-link.tsx';

interface Look {
  readonly icon: ComponentType<{ size: number; 'aria-hidden': true }>;
  readonly tone: string;
  readonly text: string;
}

/** How the Halo ticket of a request stands, in plain words. */
export function TicketLine({ row }: { readonly row: RequestRow }) {
  const { ticket } = row;
  if (ticket === null) {
    return (
      <Line icon={IconCircleDashed} tone="dim">
        {t.ticket.none}
      </Line>
    );
  }
  const { icon, tone, text } = lookOf(ticket);
  const hasProblem = ticket.state === 'needs-attention' || ticket.state === 'awaiting-mapping';
  return (
    <div>
      <Line icon={icon} tone={tone}>
        {ticket.haloTicketId !== null && (
          <>
            <SafeLink href={row.ticketUrl} target={{ what: 'ticket', requestId: row.request.id }}>
              {t.ticket.numbered(ticket.haloTicketId)}
            </SafeLink>{' '}
          </>
        )}
        {text}
      </Line>
      {ticket.haloAssetId !== null && (
        <p className="dim" title={t.request.assetHelp}>
          <IconDeviceDesktop className="icon-before" aria-hidden size={14} />{' '}
          {t.request.asset(ticket.haloAssetId)}
        </p>
      )}
      {hasProblem && ticket.note !== null && (
        <p className="clamp dim" title={ticket.note}>
          <bdi>{ticket.note}</bdi>
        </p>
      )}
    </div>
  );
}

function Line({ icon: Icon, tone, children }: Omit<Look, 'text'> & { readonly children: ReactNode }) {
  return (
    <span className={`state ${tone}`}>
      <Icon aria-hidden size={15} /> <span>{children}</span>
    </span>
  );
}

function lookOf(ticket: Ticket): Look {
  switch (ticket.state) {
    case 'awaiting-mapping':
      return { icon: IconHourglass, tone: 'warn', text: t.ticket.awaitingMapping };
    case 'opening':
      return {
        icon: IconCircleDashed,
        tone: 'info',
        text: ticket.madeBy === 'connector' ? t.ticket.lookingFor : t.ticket.opening,
      };
    case 'open':
      return { icon: IconCircleDot, tone: 'info', text: t.ticket.open };
    case 'closing':
      return { icon: IconProgressDown, tone: 'info', text: t.ticket.closing };
    case 'closed':
      return {
        icon: IconCircleCheck,
        tone: 'dim',
        text: ticket.closedBy === null ? t.ticket.closed : t.ticket.closedBy[ticket.closedBy],
      };
    case 'needs-attention':
      return {
        icon: IconAlertTriangle,
        tone: 'bad',
        text: ticket.haloTicketId === null ? t.ticket.stuck : t.ticket.needsAttention,
      };
    case 'history':
      return { icon: IconArchive, tone: 'dim', text: t.ticket.history };
  }
}
