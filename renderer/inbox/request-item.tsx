import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconCheck, IconChevronDown, IconChevronUp, IconExternalLink, IconX } from '@tabler/icons-react';
import type { RequestRow } from '../../shared/contract.ts';
import { en } from '../strings/en.ts';
import { isSafeUrl } from '../ui/safe-link.tsx';
import { When } from '../ui/time.tsx';
import { RequestDetails } from './request-details.tsx';
import { StatusLine } from './status-line.tsx';
import { TicketLine } from './ticket-line.tsx';
import { rowId } from './use-list-keys.ts';

interface Props {
  readonly row: RequestRow;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly canDecide: boolean;
  readonly onToggle: () => void;
  readonly onDecide: (verdict: 'approve' | 'deny') => void;
}

/** One request: who wants to run what where, how its ticket stands, and what can be done. */
export function RequestItem({ row, isCurrent, isOpen, canDecide, onToggle, onDecide }: Props) {
  const { request } = row;
  const person = request.userName ?? request.userEmail ?? en.somebody;
  const application = request.application ?? request.fileName ?? en.anApplication;
  return (
    <li>
      <article className="row" data-current={isCurrent} aria-label={`${person}: ${application}`}>
        <div className="row-main">
          <div>
            <Text component="h2" className="row-title" size="md" fw={400}>
              <Group
                component="span"
                display="inline-flex"
                gap={4}
                mr={4}
                style={{ verticalAlign: 'middle' }}
              >
                <ActionIcon
                  id={rowId(request.id)}
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-expanded={isOpen}
                  aria-label={`${en.details}: ${person}, ${application}`}
                  onClick={onToggle}
                >
                  {isOpen ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
                </ActionIcon>
              </Group>
              <b>
                <bdi>{person}</bdi>
              </b>{' '}
              {en.wantsToRun}{' '}
              <b>
                <bdi>{application}</bdi>
              </b>{' '}
              {en.on} <bdi>{request.device ?? en.unknownDevice}</bdi> {en.at}{' '}
              <bdi>{request.customerDisplayName ?? request.customerName}</bdi>
            </Text>
            {request.reason !== null && (
              <Text size="sm" c="dimmed" className="clamped" title={request.reason}>
                “<bdi>{request.reason}</bdi>”
              </Text>
            )}
            <Text size="xs" c="dimmed" mt={2}>
              <When at={request.createdAt ?? row.firstSeenAt} text={en.asked} />
              {row.expiresAt !== null && (
                <>
                  {' · '}
                  <When at={row.expiresAt} text={en.expires} />
                </>
              )}
            </Text>
          </div>
          <div className="row-side">
            <StatusLine row={row} />
            <TicketLine row={row} />
            <RowActions row={row} canDecide={canDecide} onDecide={onDecide} />
          </div>
        </div>
        {isOpen && <RequestDetails row={row} />}
      </article>
    </li>
  );
}

function RowActions({ row, canDecide, onDecide }: Pick<Props, 'row' | 'canDecide' | 'onDecide'>) {
  const { request } = row;
  if (canDecide) {
    return (
      <Group gap={6}>
        <Button
          size="compact-sm"
          leftSection={<IconCheck aria-hidden size={14} />}
          onClick={() => onDecide('approve')}
        >
          {en.approve}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX aria-hidden size={14} />}
          onClick={() => onDecide('deny')}
        >
          {en.deny}
        </Button>
      </Group>
    );
  }
  if (request.status !== 'pending' || row.decision !== null || !isSafeUrl(request.portalUrl)) return null;
  return (
    <Button
      component="a"
      href={request.portalUrl}
      target="_blank"
      rel="noopener noreferrer"
      size="compact-sm"
      variant="default"
      rightSection={<IconExternalLink aria-hidden size={14} />}
    >
      {en.openInIdemeum}
    </Button>
  );
}
