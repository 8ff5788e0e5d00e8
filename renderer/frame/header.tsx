import './header.css';
import { ActionIcon, Button } from '@mantine/core';
import { IconCommand, IconFlask, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Overview } from '../../shared/contract/companion.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Hint } from '../ui/hint.tsx';
import { tellFailure } from '../ui/tell.ts';
import { When } from '../ui/time.tsx';
import { hrefOf } from '../ui/use-route.ts';
import { ServiceState } from './service-state.tsx';

/** How the companion and both services are doing, at a glance. */
export function Header({
  overview,
  onPalette,
}: {
  readonly overview: Overview;
  readonly onPalette: () => void;
}) {
  const sync = useMutation(
    companion.companion.syncNow.mutationOptions({
      onSuccess: ({ started }) => announce(started ? t.syncStarted : t.syncRunning),
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  return (
    <header className="header">
      <div className="header-name">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <h1>
          {t.product} <span className="dim">{t.forHalo}</span>
        </h1>
        {overview.sandbox && (
          <Hint
            className="practice"
            label={
              <>
                <IconFlask aria-hidden size={14} /> {t.practice}
              </>
            }
          >
            <p>{t.practiceHelp}</p>
            <p>
              <a className="link" href={hrefOf('start')}>
                {t.start.link}
              </a>
            </p>
          </Hint>
        )}
      </div>
      <div className="header-facts">
        {overview.services.map((health) => (
          <ServiceState key={health.service} health={health} />
        ))}
        <Budget budget={overview.haloBudget} />
        <Polling polling={overview.polling} />
        <Button
          size="xs"
          loading={sync.isPending}
          leftSection={<IconRefresh aria-hidden size={15} />}
          onClick={() => sync.mutate({})}
        >
          {t.syncNow}
        </Button>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t.palette.button}
          title={`${t.palette.button} (Ctrl K)`}
          onClick={onPalette}
        >
          <IconCommand aria-hidden size={16} />
        </ActionIcon>
      </div>
    </header>
  );
}

function Polling({ polling }: { readonly polling: Overview['polling'] }) {
  return (
    <div className="fact" title={t.everySeconds(polling.intervalSeconds)}>
      <span className="dim">{polling.running ? t.lastPoll : t.paused}</span>
      <span>{polling.lastPollAt === null ? t.notPolled : <When at={polling.lastPollAt} />}</span>
    </div>
  );
}

function Budget({ budget }: { readonly budget: Overview['haloBudget'] }) {
  const { used, allowed, windowMinutes } = budget;
  const text = t.budgetHelp(used, allowed, windowMinutes);
  return (
    <div className="fact" title={text}>
      <span className="dim">{t.budget}</span>
      <span className="budget">
        <meter
          min={0}
          max={Math.max(1, allowed)}
          high={allowed * 0.8}
          value={Math.min(used, allowed)}
          aria-label={text}
        />
        {t.budgetOf(used, allowed)}
      </span>
    </div>
  );
}
