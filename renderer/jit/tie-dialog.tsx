import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { JitGrant } from '../../shared/domain/jit-account.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';
import { ticketNumberIn } from './ticket-number.ts';

/** Which ticket's closing ends the account. */
export function TieDialog({ grant, onClose }: { readonly grant: JitGrant; readonly onClose: () => void }) {
  const [text, setText] = useState(grant.haloTicketId === null ? '' : String(grant.haloTicketId));
  const tie = useMutation(
    companion.jit.tieToTicket.mutationOptions({
      onSuccess: ({ done }) => {
        if (done) onClose();
      },
    }),
  );
  const haloTicketId = ticketNumberIn(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (haloTicketId !== null) tie.mutate({ grantId: grant.id, haloTicketId });
  };
  return (
    <Dialog title={t.jit.tieTitle(grant.customerDisplayName)} size="sm" onClose={onClose}>
      <form className="dialog-body" onSubmit={submit}>
        <TextInput
          label={t.jit.tieField}
          value={text}
          maxLength={300}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Problem text={tie.error ? textOf(tie.error) : (tie.data?.text ?? null)} />
        <div className="dialog-buttons">
          {grant.haloTicketId !== null && (
            <Button
              size="sm"
              variant="default"
              onClick={() => tie.mutate({ grantId: grant.id, haloTicketId: null })}
            >
              {t.jit.untie}
            </Button>
          )}
          <Button size="sm" type="submit" disabled={haloTicketId === null} loading={tie.isPending}>
            {t.jit.tieButton}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
