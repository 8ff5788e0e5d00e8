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

interface Props {
  readonly row: JitGrantRow;
  readonly onExtend: (access: Access) => void;
}

/** One account that is enabled: whose, for how long, and how to end it. */
export function GrantLine({ row, onExtend }: Props) {
  const { grant } = row;
  const isEnding = grant.state === 'disabling';
  return (
    <li className="jit-account">
      <TimeLeft grant={grant} />
      <div className="grow">
        <p className="wrap">{t.jit.of(grant.technicianEmail)}</p>
        <p>
          <span className={isEnding || grant.state === 'unknown' ? 'bad strong' : undefined}>
            {t.jit.states[grant.state]}
          </span>
          {!isEnding && (
            <span className="dim">
              {' '}
              · {t.jit.until} {exactTime(grant.endsAt)}
            </span>
          )}
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
        {!isEnding && <Actions row={row} onExtend={onExtend} />}
      </div>
    </li>
  );
}

function Actions({ row: { grant, isMine }, onExtend }: Props) {
  const account = t.jit.account(grant.customerDisplayName, isMine ? null : grant.technicianEmail);
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
  return (
    <div className="row-buttons">
      <Button
        size="compact-sm"
        variant="light"
        color="red"
        aria-label={t.jit.disableFor(account)}
        loading={disable.isPending}
        onClick={() => disable.mutate({ grantId: grant.id })}
      >
        {t.jit.disable}
      </Button>
      {/* The portal extends the account of whoever is signed in there. */}
      {isMine && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t.jit.extendFor(grant.customerDisplayName)}
          loading={extend.isPending}
          onClick={() => extend.mutate({ customerKey: grant.customerKey })}
        >
          {t.jit.extend}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t.jit.tieFor(account)}
        onClick={() => setTying(true)}
      >
        {t.jit.tie}
      </Button>
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
    </div>
  );
}
