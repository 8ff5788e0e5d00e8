import type { ReactNode } from 'react';
import type { Overview } from '../../shared/contract/companion.ts';
import { ServiceLook } from '../frame/service-state.tsx';
import { t } from '../strings/texts.ts';
import { When } from '../ui/time.tsx';

/** Both services in full: state, words, when it last worked and when it is tried again. */
export function ServicesCard({ overview }: { readonly overview: Overview }) {
  const texts = t.healthScreen.services;
  return (
    <section className="surface card" aria-labelledby="health-services">
      <h3 id="health-services">{texts.title}</h3>
      <ul className="card-list health-facts">
        {overview.services.map((health) => (
          <li key={health.service}>
            <strong>{t.services[health.service]}</strong>
            <ServiceLook state={health.state} />
            <Fact label={t.lastSuccess}>
              {health.lastSuccessAt === null ? t.never : <When at={health.lastSuccessAt} />}
            </Fact>
            {health.nextTryAt !== null && (
              <Fact label={t.nextTry}>
                <When at={health.nextTryAt} />
              </Fact>
            )}
            <ContactFacts contact={overview.contacts[health.service]} />
            {health.text !== null && <p className="wrap health-text">{health.text}</p>}
            {health.state !== 'ok' && <p className="dim health-text">{t.healthHelp[health.state]}</p>}
          </li>
        ))}
        <Budget budget={overview.haloBudget} />
        <Polling polling={overview.polling} />
      </ul>
    </section>
  );
}

function ContactFacts({ contact }: { readonly contact: Overview['contacts']['halo'] }) {
  const texts = t.healthScreen.services;
  const { latencyMs, tokenEndsAt } = contact;
  return (
    <>
      <Fact label={texts.latency}>
        {latencyMs === null ? texts.unknown : texts.milliseconds(Math.round(latencyMs))}
      </Fact>
      <Fact label={texts.token}>{tokenEndsAt === null ? texts.noToken : <When at={tokenEndsAt} />}</Fact>
    </>
  );
}

function Budget({
  budget: { used, allowed, limit, windowMinutes },
}: {
  readonly budget: Overview['haloBudget'];
}) {
  const texts = t.healthScreen.services;
  return (
    <li>
      <strong>{texts.budget}</strong>
      <span className="budget">
        <meter
          min={0}
          max={Math.max(1, limit)}
          high={allowed}
          value={Math.min(used, limit)}
          aria-label={texts.budget}
        />
        {t.budgetOf(used, limit)}
      </span>
      <span className="dim">{texts.budgetHelp(allowed, limit, windowMinutes)}</span>
    </li>
  );
}

function Polling({ polling }: { readonly polling: Overview['polling'] }) {
  const texts = t.healthScreen.services;
  return (
    <li>
      <strong>{texts.polling}</strong>
      <Fact label={t.lastPoll}>
        {polling.lastPollAt === null ? t.notPolled : <When at={polling.lastPollAt} />}
      </Fact>
      {polling.nextPollAt !== null && (
        <Fact label={texts.nextPoll}>
          <When at={polling.nextPollAt} />
        </Fact>
      )}
      <span className="dim">{polling.running ? t.everySeconds(polling.intervalSeconds) : t.paused}</span>
    </li>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span>
      <span className="dim">{label}:</span> {children}
    </span>
  );
}
