import { Button } from '@mantine/core';
import type { Overview } from '../../shared/contract/companion.ts';
import { ServiceLook } from '../frame/service-state.tsx';
import { AlertsCard } from '../health/alerts-card.tsx';
import { useRestart } from '../settings/use-restart.ts';
import { t } from '../strings/texts.ts';
import { hrefOf } from '../ui/use-route.ts';
import type { Customers } from './use-customers.ts';
import { useGuide } from './use-guide.ts';

export function WelcomeStep() {
  const guide = useGuide();
  return (
    <>
      <p>{t.start.welcome.text}</p>
      <p className="dim">{t.start.welcome.practice}</p>
      <div className="card-buttons">
        <Button component="a" href={hrefOf('start', 'halo')} size="xs" onClick={() => guide.set('open')}>
          {t.start.welcome.connect}
        </Button>
        <Button
          component="a"
          href={hrefOf('requests')}
          size="xs"
          variant="default"
          onClick={() => guide.set('closed')}
        >
          {t.start.welcome.tour}
        </Button>
      </div>
    </>
  );
}

export function RestartStep({
  isDone,
  isPractising,
}: {
  readonly isDone: boolean;
  readonly isPractising: boolean;
}) {
  const restart = useRestart();
  if (isDone) return <p className="good">{t.start.restart.running}</p>;
  return (
    <>
      <p>{isPractising ? t.start.restart.practising : t.settings.restart.needed}</p>
      <div className="card-buttons">
        <Button size="xs" loading={restart.isPending} onClick={() => restart.mutate({})}>
          {t.settings.restart.button}
        </Button>
      </div>
    </>
  );
}

interface WithCustomers {
  readonly overview: Overview;
  readonly customers: Customers | null | undefined;
}

export function MappingStep({ overview, customers }: WithCustomers) {
  if (overview.sandbox) return <p>{t.start.done.practising}</p>;
  const isPolled = overview.polling.lastPollAt !== null;
  return (
    <>
      <p role="status">{isPolled ? mappingResult(customers) : t.start.mapping.waiting}</p>
      {!isPolled && <Troubles services={overview.services} />}
      <div className="card-buttons">
        <Button component="a" href={hrefOf('mapping')} size="xs" variant="default">
          {t.start.mapping.button}
        </Button>
      </div>
    </>
  );
}

/** Why the first poll does not come to its end. */
function Troubles({ services }: Pick<Overview, 'services'>) {
  return (
    <ul className="card-list">
      {services
        .filter(({ text }) => text !== null)
        .map(({ service, state, text }) => (
          <li key={service}>
            <strong>{t.services[service]}</strong>
            <ServiceLook state={state} />
            <p className="wrap start-trouble">{text}</p>
          </li>
        ))}
    </ul>
  );
}

function mappingResult(customers: Customers | null | undefined): string {
  return customers ? t.start.mapping.text(customers.all, customers.open) : '…';
}

export function NotificationStep() {
  return (
    <>
      <p>{t.start.notifications.text}</p>
      <AlertsCard />
    </>
  );
}

/** What is set up now, and what happens from here on. */
export function DoneStep({ overview: { services, sandbox }, customers }: WithCustomers) {
  if (sandbox) return <p>{t.start.done.practising}</p>;
  return (
    <>
      <p className="strong">{t.start.done.ready}</p>
      <ul className="card-list">
        {services.map(({ service, state }) => (
          <li key={service}>
            <strong>{t.services[service]}</strong>
            <ServiceLook state={state} />
          </li>
        ))}
        <li>
          <span>{mappingResult(customers)}</span>
        </li>
      </ul>
      <p className="dim">{t.start.done.later}</p>
    </>
  );
}
