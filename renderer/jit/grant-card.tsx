import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JitGrantRow } from '../../shared/contract/jit.ts';
import { companion, textOf } from '../contract-client.ts';
import { exactTime } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { tellFailure } from '../ui/tell.ts';
import type { Access } from './access.ts';
import { OthersDialog } from './others-dialog.tsx';
import { TieDialog } from './tie-dialog.tsx';
import { TimeLeft } from './time-left.tsx';

/** One account that is enabled: whose, where, for how long, and how to end it. */
export function GrantCard({
  row,
  onExtend,
}: {
  readonly row: JitGrantRow;
  readonly onExtend: (access: Access) => void;
}) {
  const { grant } = row;
  const name = grant.customerDisplayName;
  const [isTying, setTying] = useState(false);
  const [question, setQuestion] = useState<string | null>(null);
  const disable = useMutation(
    companion.jit.disable.mutationOptions({
      onSuccess: ({ done, text, needsConfirmation }) => {
        if (done) announce(t.jit.disabling(1));
        else if (needsConfirmation) setQuestion(text);
        else if (text !== null) tellFailure(text);
      },
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  const extend = useMutation(
    companion.jit.requestAccess.mutationOptions({
      onSuccess: (answer) => (answer.possible ? onExtend(answer) : tellFailure(answer.text)),
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  const isEnding = grant.state === 'disabling';
  return (
    <li className="surface jit-card" data-state={grant.state}>
      <TimeLeft grant={grant} />
      <div className="grow">
        <h3 className="wrap">
          <bdi>{name}</bdi>
        </h3>
        <p className="dim wrap">{t.jit.of(grant.technicianEmail)}</p>
        <p>
          <span className={isEnding || grant.state === 'unknown' ? 'bad strong' : undefined}>
            {t.jit.states[grant.state]}
          </span>{' '}
          <span className="dim">
            {t.jit.until} {exactTime(grant.endsAt)}
          </span>
        </p>
        {grant.haloTicketId !== null && (
          <p>
            {t.jit.tiedTo}{' '}
            <SafeLink href={row.ticketUrl} target={{ what: 'halo-ticket', haloTicketId: grant.haloTicketId }}>
              #{grant.haloTicketId}
            </SafeLink>
          </p>
        )}
        {grant.note !== null && <p className="bad wrap">{grant.note}</p>}
        {!isEnding && (
          <div className="row-buttons">
            <Button
              size="compact-sm"
              variant="light"
              color="red"
              aria-label={t.jit.disableFor(name)}
              loading={disable.isPending}
              onClick={() => disable.mutate({ grantId: grant.id })}
            >
              {t.jit.disable}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t.jit.extendFor(name)}
              loading={extend.isPending}
              onClick={() => extend.mutate({ customerKey: grant.customerKey })}
            >
              {t.jit.extend}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t.jit.tieFor(name)}
              onClick={() => setTying(true)}
            >
              {t.jit.tie}
            </Button>
          </div>
        )}
      </div>
      {isTying && <TieDialog grant={grant} onClose={() => setTying(false)} />}
      {question !== null && (
        <OthersDialog
          text={question}
          onClose={() => setQuestion(null)}
          onConfirm={() => {
            setQuestion(null);
            disable.mutate({ grantId: grant.id, confirmOthers: true });
          }}
        />
      )}
    </li>
  );
}
