import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpenTickets } from '../../shared/contract/jit.ts';
import type { JitGrant } from '../../shared/domain/jit-account.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type Option, PickList } from '../ui/pick-list.tsx';
import { Problem } from '../ui/problem.tsx';
import { ASKS_A_SERVICE } from '../ui/use-changes.ts';
import { ticketNumberIn } from './ticket-number.ts';

/** Halo is asked with every pause in typing, and counts its calls. */
const SEARCH_AFTER_MS = 400;
const LONGEST_TEXT = 300;

/** Which ticket's closing ends the account: one of the customer's open tickets, or any by its number. */
export function TieDialog({ grant, onClose }: { readonly grant: JitGrant; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const number = ticketNumberIn(typed);
  const words = number === null ? typed.trim() : '';
  const [text] = useDebouncedValue(words, SEARCH_AFTER_MS);
  const isTypedOut = text === words;
  const found = useQuery(
    companion.jit.tickets.queryOptions({
      input: { customerKey: grant.customerKey, text },
      placeholderData: keepPreviousData,
      enabled: number === null && isTypedOut,
      meta: ASKS_A_SERVICE,
    }),
  );
  const tie = useMutation(
    companion.jit.tieToTicket.mutationOptions({
      onSuccess: ({ done }) => {
        if (done) onClose();
      },
    }),
  );
  const listed = (found.data?.tickets ?? []).map(({ id, summary }) => optionOf(id, summary));
  const options = number === null ? listed : [listed.find(({ id }) => id === number) ?? optionOf(number, '')];
  // A number needs no search: that Halo could not be searched is no obstacle to it.
  const search = number === null ? found : null;
  const problem = tie.error ?? search?.error ?? null;
  return (
    <Dialog title={t.jit.tieTitle(grant.customerDisplayName)} size="md" onClose={onClose}>
      <div className="dialog-body">
        <PickList
          label={t.jit.tieField}
          description={t.jit.tieHelp}
          typed={typed}
          maxLength={LONGEST_TEXT}
          isFirstMarked={false}
          onTyped={(now) => {
            setTyped(now);
            tie.reset();
          }}
          options={options}
          isCurrent={search === null || (isTypedOut && search.isSuccess && !search.isPlaceholderData)}
          onChoose={({ id }) => {
            if (!tie.isPending) tie.mutate({ grantId: grant.id, haloTicketId: id });
          }}
          found={search === null ? '' : foundText(search, options.length)}
        />
        <Problem text={problem ? textOf(problem) : (tie.data?.text ?? null)} />
        {grant.haloTicketId !== null && (
          <div className="dialog-buttons">
            <p className="grow">{t.jit.tiedNow(grant.haloTicketId)}</p>
            <Button
              size="sm"
              variant="default"
              loading={tie.isPending}
              onClick={() => tie.mutate({ grantId: grant.id, haloTicketId: null })}
            >
              {t.jit.untie}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function optionOf(id: number, summary: string): Option {
  return summary === ''
    ? { id, text: t.ticket.numbered(id), aside: null }
    : { id, text: summary, aside: `#${id}` };
}

function foundText(search: UseQueryResult<OpenTickets>, count: number): string {
  if (search.isPending) return t.jit.tickets.loading;
  if (search.isError) return '';
  if (count === 0) return search.data.text ?? t.jit.tickets.none;
  return t.jit.tickets.found(count);
}
