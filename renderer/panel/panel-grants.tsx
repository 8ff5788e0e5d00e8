import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { companion, textOf } from '../contract-client.ts';
import { durationText } from '../jit/time-left.tsx';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { tellFailure } from '../ui/tell.ts';
import { useNow } from '../ui/time.tsx';

/** One's own accounts with the time they have left. */
export function PanelGrants() {
  const now = useNow();
  const grants = useQuery(companion.jit.grants.queryOptions({ input: { filter: 'current' } }));
  const disable = useMutation(
    companion.jit.disable.mutationOptions({
      onSuccess: ({ done, text }) => (done ? announce(t.jit.disabling(1)) : tellFailure(text ?? '')),
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  const mine = (grants.data?.rows ?? []).filter(({ isMine }) => isMine);
  return (
    <section aria-labelledby="panel-jit">
      <h2 id="panel-jit">{t.panel.jit}</h2>
      {grants.isSuccess && mine.length === 0 && <p className="dim">{t.panel.noJit}.</p>}
      <ul className="surface panel-rows">
        {mine.map(({ grant }) => {
          const leftMs = Math.max(0, grant.endsAt - now);
          const isAlarm = grant.state === 'disabling' || grant.state === 'unknown';
          return (
            <li key={grant.id} className="panel-grant">
              <span className="grow">
                <bdi className="strong wrap">{grant.customerDisplayName}</bdi>
                <br />
                <span className={isAlarm ? 'bad' : 'dim'}>
                  {grant.state === 'active' || grant.state === 'ending'
                    ? t.jit.left(durationText(leftMs))
                    : t.jit.states[grant.state]}
                </span>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                disabled={grant.state === 'disabling' || disable.isPending}
                aria-label={t.panel.disableFor(grant.customerDisplayName)}
                onClick={() => disable.mutate({ grantId: grant.id, confirmOthers: false })}
              >
                {t.panel.disable}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
