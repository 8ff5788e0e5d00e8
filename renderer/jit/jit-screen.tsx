import './jit.css';
import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { companion, textOf } from '../contract-client.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Failure } from '../ui/failure.tsx';
import { tellFailure } from '../ui/tell.ts';
import type { Access } from './access.ts';
import { ConfirmBar } from './confirm-bar.tsx';
import { GrantCard } from './grant-card.tsx';
import { PastGrants } from './past-grants.tsx';
import { openPortal } from './portal.ts';
import { RequestAccess } from './request-access.tsx';

/** Accounts that run, with the time they have left, and the way to a new one. */
export function JitScreen() {
  const [access, setAccess] = useState<Access | null>(null);
  const begin = (granted: Access) => {
    setAccess(granted);
    void openPortal(granted);
  };
  return (
    <>
      {access && <ConfirmBar key={access.customerKey} access={access} onClose={() => setAccess(null)} />}
      <CurrentGrants onExtend={begin} />
      <RequestAccess onAccess={begin} />
      <PastGrants />
    </>
  );
}

function CurrentGrants({ onExtend }: { readonly onExtend: (access: Access) => void }) {
  const query = useQuery(companion.jit.grants.queryOptions({ input: { filter: 'current' } }));
  const disableMine = useMutation(
    companion.jit.disableMine.mutationOptions({
      onSuccess: ({ count }) => announce(t.jit.disabling(count)),
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  const rows = query.data?.rows ?? [];
  const mine = rows.filter((row) => row.isMine && row.grant.state !== 'disabling');
  return (
    <section aria-labelledby="jit-now" className="jit-now" aria-busy={query.isPending}>
      <div className="jit-head">
        <div>
          <h2 id="jit-now">{t.jit.title}</h2>
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
          {rows.map((row) => (
            <GrantCard key={row.grant.id} row={row} onExtend={onExtend} />
          ))}
        </ul>
      )}
    </section>
  );
}
