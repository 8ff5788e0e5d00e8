import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MOST_GRANTS } from '../../shared/contract/jit.ts';
import { companion, textOf } from '../contract-client.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Failure } from '../ui/failure.tsx';
import { tellFailure } from '../ui/tell.ts';
import type { Access } from './access.ts';
import { CustomerCard } from './customer-card.tsx';
import { DisableAllDialog } from './disable-all-dialog.tsx';

const TITLE_ID = 'jit-now';

/** Accounts that run, customer by customer, and the ways to end them. */
export function CurrentGrants({ onExtend }: { readonly onExtend: (access: Access) => void }) {
  const query = useQuery(
    companion.jit.grants.queryOptions({ input: { filter: 'current', limit: MOST_GRANTS } }),
  );
  // Kept here: the card of a customer goes with its last account, and the dialog tells of that one too.
  const [customerKey, setCustomerKey] = useState<string | null>(null);
  const disableMine = useMutation(
    companion.jit.disableMine.mutationOptions({
      onSuccess: ({ count }) => announce(t.jit.disabling(count)),
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  const rows = query.data?.rows ?? [];
  const mine = rows.filter((row) => row.isMine && row.grant.state !== 'disabling');
  const notShown = (query.data?.total ?? 0) - rows.length;
  return (
    <section aria-labelledby={TITLE_ID} className="jit-now" aria-busy={query.isPending}>
      <div className="jit-head">
        <div>
          <h2 id={TITLE_ID} tabIndex={-1}>
            {t.jit.title}
          </h2>
          <p className="dim">{t.jit.intro}</p>
        </div>
        {mine.length > 0 && (
          <Button
            size="xs"
            color="red.9"
            leftSection={<IconPlayerStop aria-hidden size={15} />}
            loading={disableMine.isPending}
            onClick={() => disableMine.mutate({})}
          >
            {t.jit.disableMine}
          </Button>
        )}
      </div>
      {query.isPending && (
        <div className="surface">
          <LoadingRows />
        </div>
      )}
      {query.isError && (
        <div className="surface">
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.isSuccess && rows.length === 0 && (
        <div className="surface jit-none">
          <p className="strong">{t.jit.none}</p>
          <p className="dim">{t.jit.noneHelp}</p>
        </div>
      )}
      {rows.length > 0 && (
        <ul className="jit-cards">
          {[...Map.groupBy(rows, ({ grant }) => grant.customerKey)].map(([key, accounts]) => (
            <CustomerCard
              key={key}
              accounts={accounts}
              onExtend={onExtend}
              onDisableAll={() => setCustomerKey(key)}
            />
          ))}
        </ul>
      )}
      {notShown > 0 && <p className="dim">{t.jit.notShown(notShown)}</p>}
      {customerKey !== null && (
        <DisableAllDialog
          customerKey={customerKey}
          current={rows}
          returnTo={TITLE_ID}
          onClose={() => setCustomerKey(null)}
        />
      )}
    </section>
  );
}
