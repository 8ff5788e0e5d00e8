import { Button, Checkbox, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronRight, IconExternalLink, IconX } from '@tabler/icons-react';
import { memo, useId } from 'react';
import type { RequestRow as Row } from '../../shared/contract/requests.ts';
import { askedAt } from '../../shared/domain/asked-at.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { isDesktop } from '../contract-client.ts';
import { exactTime } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { openInDesktop, safeUrl } from '../ui/safe-link.tsx';
import { When } from '../ui/time.tsx';
import { DecisionLine } from './decision-line.tsx';
import { applicationOf, customerOf, deviceOf, personOf } from './names.ts';
import { RequestDetails } from './request-details.tsx';
import { TicketLine } from './ticket-line.tsx';

const SOON_MS = 24 * 60 * 60_000;
/** A date may lie ahead of this computer's clock by as much; more is a wrong date. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** What can be done with rows; the same for all of them, so that a row is drawn again only for its own sake. */
export interface RowActions {
  readonly toggle: (id: string) => void;
  readonly decide: (row: Row, verdict: Verdict) => void;
  readonly focused: (id: string) => void;
  /** Into what is decided together, or out of it; left out where there is only one. */
  readonly choose?: (id: string) => void;
}

interface Props {
  readonly row: Row;
  /** Of its element: the same request may be shown in two places. */
  readonly id: string;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly isChosen?: boolean;
  readonly canDecide: boolean;
  readonly actions: RowActions;
}

/** One request: who wants to run what and where, how its ticket stands, and what can be done. */
export const RequestRow = memo(function RequestRow({
  row,
  id,
  isCurrent,
  isOpen,
  isChosen = false,
  canDecide,
  actions,
}: Props) {
  const { request } = row;
  const detailsId = useId();
  return (
    <li
      className="row"
      id={id}
      // The list is one stop for the Tab key; j and k move inside.
      tabIndex={isCurrent ? 0 : -1}
      data-pending={request.status === 'pending'}
      onFocus={() => actions.focused(request.id)}
    >
      <div className="row-pick">
        {canDecide && isOpenToDecide(row) && actions.choose && (
          <Checkbox
            size="xs"
            aria-label={t.inbox.choose(`${personOf(request)}, ${applicationOf(request)}`)}
            checked={isChosen}
            onChange={() => actions.choose?.(request.id)}
          />
        )}
      </div>
      <UnstyledButton
        className="row-what"
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailsId : undefined}
        onClick={() => actions.toggle(request.id)}
      >
        <IconChevronRight className="row-chevron" aria-hidden size={16} />
        <Headline row={row} />
      </UnstyledButton>
      <div className="row-ticket">
        <TicketLine row={row} />
      </div>
      <div className="row-decision">
        <DecisionLine row={row} />
        {isOpenToDecide(row) && <Choices row={row} canDecide={canDecide} actions={actions} />}
      </div>
      {isOpen && <RequestDetails row={row} id={detailsId} />}
    </li>
  );
});

/** True while nobody has decided it, here or elsewhere. */
export function isOpenToDecide({ request, decision }: Row): boolean {
  return request.status === 'pending' && decision === null;
}

function Headline({ row }: { readonly row: Row }) {
  const { request } = row;
  const person = personOf(request);
  const application = applicationOf(request);
  const place = `${deviceOf(request)} · ${customerOf(request)}`;
  return (
    <span className="headline">
      <span className="clamp headline-first" title={`${person} – ${application}`}>
        <bdi className="strong">{person}</bdi> {t.request.wants} <bdi className="strong">{application}</bdi>{' '}
        <span className="dim">
          {request.publisher === null ? (
            `(${t.request.noPublisher})`
          ) : (
            <bdi>{t.request.publisher(request.publisher)}</bdi>
          )}
        </span>
      </span>
      <span className="headline-second dim">
        <span className="cut" title={place}>
          <bdi>{deviceOf(request)}</bdi>
          {' · '}
          <bdi>{customerOf(request)}</bdi>
        </span>
        <Times row={row} />
      </span>
      <span className="cut headline-reason" title={request.reason ?? undefined}>
        {request.reason === null ? (
          <i className="dim">{t.request.noReason}</i>
        ) : (
          <bdi>“{request.reason}”</bdi>
        )}
      </span>
    </span>
  );
}

function Times({ row }: { readonly row: Row }) {
  const { request, expiresAt, firstSeenAt } = row;
  const isAhead = request.createdAt !== null && request.createdAt > firstSeenAt + CLOCKS_DIFFER_MS;
  const isKnown = request.createdAt !== null && !isAhead;
  return (
    <span className="times">
      {isKnown ? t.request.asked : t.request.seen} <When at={askedAt(request, firstSeenAt)} />
      {isAhead && request.createdAt !== null && (
        <span className="warn">
          {' · '}
          {t.request.dated} {exactTime(request.createdAt)}
        </span>
      )}
      {expiresAt !== null && (
        <>
          {' · '}
          {t.request.expires} <When at={expiresAt} soonMs={SOON_MS} />
        </>
      )}
    </span>
  );
}

function Choices({ row, canDecide, actions }: Pick<Props, 'row' | 'canDecide' | 'actions'>) {
  const about = `${personOf(row.request)}, ${applicationOf(row.request)}`;
  if (canDecide) {
    return (
      <div className="row-buttons">
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconCheck aria-hidden size={15} />}
          aria-label={`${t.request.approve}: ${about}`}
          onClick={() => actions.decide(row, 'approve')}
        >
          {t.request.approve}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX aria-hidden size={15} />}
          aria-label={`${t.request.deny}: ${about}`}
          onClick={() => actions.decide(row, 'deny')}
        >
          {t.request.deny}
        </Button>
      </div>
    );
  }
  const url = safeUrl(row.request.portalUrl);
  if (url === null) return <span className="dim">{t.request.decideThere}</span>;
  return (
    <Button
      component="a"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (!isDesktop) return;
        event.preventDefault();
        void openInDesktop({ what: 'request-in-portal', requestId: row.request.id });
      }}
      size="compact-sm"
      variant="default"
      rightSection={<IconExternalLink aria-hidden size={14} />}
      aria-label={`${t.request.openInIdemeum}: ${about} (${t.request.newTab})`}
    >
      {t.request.openInIdemeum}
    </Button>
  );
}
