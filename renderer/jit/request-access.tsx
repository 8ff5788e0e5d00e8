import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JitCustomer } from '../../shared/contract/jit.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { Problem } from '../ui/problem.tsx';
import type { Access } from './access.ts';
import { DisableAccountDialog } from './disable-account-dialog.tsx';
import { ticketNumberIn } from './ticket-number.ts';

const SEARCH_AFTER_MS = 120;
const SHOWN = 8;

/** A customer by name, or by one of its tickets; one click opens its page of the portal, or asks whose account to end. */
export function RequestAccess({ onAccess }: { readonly onAccess: (access: Access) => void }) {
  const [typed, setTyped] = useState('');
  // Kept here: a customer's line goes with the next search, and a dialog in which somebody types must not.
  const [disablingAt, setDisablingAt] = useState<JitCustomer | null>(null);
  const [text] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const ticketId = ticketNumberIn(typed);
  const found = useQuery(
    companion.jit.customers.queryOptions({
      input: { text, limit: SHOWN },
      placeholderData: keepPreviousData,
    }),
  );
  const request = useMutation(
    companion.jit.requestAccess.mutationOptions({
      onSuccess: (answer) => {
        if (answer.possible) onAccess(answer);
      },
    }),
  );
  const refusal = request.data?.possible === false ? request.data : null;
  const choices = refusal?.choices.length ? refusal.choices : (found.data ?? []);
  return (
    <section className="surface jit-request" aria-labelledby="jit-request">
      <h2 id="jit-request">{t.jit.request.title}</h2>
      <TextInput
        label={t.jit.request.field}
        placeholder={t.jit.request.placeholder}
        value={typed}
        maxLength={300}
        leftSection={<IconSearch aria-hidden size={15} />}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          request.reset();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && ticketId !== null) request.mutate({ haloTicketId: ticketId });
        }}
      />
      {ticketId !== null && (
        <Button
          size="xs"
          variant="light"
          loading={request.isPending}
          onClick={() => request.mutate({ haloTicketId: ticketId })}
        >
          {t.jit.request.byTicket(ticketId)}
        </Button>
      )}
      <Problem text={request.error ? textOf(request.error) : (refusal?.text ?? null)} />
      {found.isError && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && choices.length === 0 && ticketId === null && (
        <p className="dim" role="status">
          {text === '' ? t.jit.request.nobodyYet : t.jit.request.nobody}
        </p>
      )}
      <ul className="jit-customers">
        {choices.map((customer) => (
          <CustomerLine
            key={customer.customerKey}
            customer={customer}
            isBusy={request.isPending}
            onRequest={() => request.mutate({ customerKey: customer.customerKey })}
            onDisable={() => setDisablingAt(customer)}
          />
        ))}
      </ul>
      {disablingAt && <DisableAccountDialog customer={disablingAt} onClose={() => setDisablingAt(null)} />}
    </section>
  );
}

function CustomerLine({
  customer,
  isBusy,
  onRequest,
  onDisable,
}: {
  readonly customer: JitCustomer;
  readonly isBusy: boolean;
  readonly onRequest: () => void;
  readonly onDisable: () => void;
}) {
  return (
    <li>
      <span className="wrap grow">
        <bdi>{customer.name}</bdi>
      </span>
      <div className="row-buttons">
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          aria-label={t.jit.request.buttonFor(customer.name)}
          onClick={onRequest}
        >
          {t.jit.request.button}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t.jit.one.openFor(customer.name)}
          onClick={onDisable}
        >
          {t.jit.one.open}
        </Button>
      </div>
    </li>
  );
}
