import { Button } from '@mantine/core';
import { IconCircleCheck, IconHelpCircle, IconLogout, IconWorld } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { companion, isDesktop, textOf } from '../contract-client.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Failure } from '../ui/failure.tsx';
import { openInDesktop } from '../ui/safe-link.tsx';
import { tellFailure } from '../ui/tell.ts';
import { useNow, When } from '../ui/time.tsx';

const LOOK_EVERY_MS = 5_000;
const SOON_MS = 30 * 60_000;

const LOOKS = {
  'signed-in': { Icon: IconCircleCheck, tone: 'good' },
  'signed-out': { Icon: IconLogout, tone: 'warn' },
  unknown: { Icon: IconHelpCircle, tone: 'dim' },
} as const;

/** The kept web sessions: who is signed in where, for how long still, and the way out. */
export function SessionsCard() {
  const sessions = useQuery(
    companion.shell.portals.queryOptions({ input: {}, refetchInterval: LOOK_EVERY_MS, staleTime: 0 }),
  );
  const signOut = useMutation(
    companion.shell.signOut.mutationOptions({
      onSuccess: ({ done, text }, { tenant }) => {
        if (done) announce(t.sessions.signedOut(tenant));
        else tellFailure(text ?? '');
        void sessions.refetch();
      },
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  return (
    <section aria-labelledby="sessions-title" className="surface card">
      <h3 id="sessions-title">{t.sessions.title}</h3>
      <p className="dim">{isDesktop ? t.sessions.intro : t.sessions.inBrowser}</p>
      {sessions.isPending && <LoadingRows />}
      {sessions.isError && <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className="card-list">
        {sessions.data?.map((session) => (
          <li key={session.tenant}>
            <div className="grow">
              <p className="strong wrap">{session.tenant}</p>
              <SessionState session={session} />
            </div>
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconWorld aria-hidden size={15} />}
              aria-label={t.sessions.openFor(session.tenant)}
              onClick={() => void openInDesktop({ what: 'portal' })}
            >
              {t.sessions.open}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={signOut.isPending}
              aria-label={t.sessions.signOutFor(session.tenant)}
              onClick={() => signOut.mutate({ tenant: session.tenant })}
            >
              {t.sessions.signOut}
            </Button>
          </li>
        ))}
      </ul>
      {isDesktop && <p className="dim">{t.sessions.length}</p>}
    </section>
  );
}

type Session = NonNullable<
  Awaited<ReturnType<typeof import('../contract-client.ts').client.shell.portals>>
>[number];

function SessionState({ session }: { readonly session: Session }) {
  const now = useNow();
  const { Icon, tone } = LOOKS[session.state];
  const isOver = session.endsAt !== null && session.endsAt <= now;
  return (
    <>
      <p className={`state ${tone}`}>
        <Icon aria-hidden size={15} />
        <span>
          {t.sessions.states[session.state]}
          {session.signedInAt !== null && (
            <>
              {' '}
              {t.sessions.since} <When at={session.signedInAt} />
            </>
          )}
          {session.endsAt !== null && !isOver && (
            <>
              {', '}
              {t.sessions.ends} <When at={session.endsAt} soonMs={SOON_MS} />
            </>
          )}
        </span>
      </p>
      {isOver && <p className="warn">{t.sessions.ended}</p>}
    </>
  );
}
