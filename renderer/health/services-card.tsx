import type { Overview } from '../../shared/contract/companion.ts';
import { ServiceLook } from '../frame/service-state.tsx';
import { t } from '../strings/texts.ts';
import { When } from '../ui/time.tsx';

function ContactFacts({ contact }: { readonly contact: Overview['contacts']['halo'] }) {
  const { latencyMs, tokenEndsAt } = contact;
  return (
    <span className="dim">
      {latencyMs !== null && t.healthScreen.services.latency(Math.round(latencyMs))}
      {tokenEndsAt !== null && (
        <>
          {' · '}
          {t.healthScreen.services.signedInUntil} <When at={tokenEndsAt} />
        </>
      )}
    </span>
  );
}

/** Both services in full: state, words, when it last worked and when it is tried again. */
export function ServicesCard({ overview }: { readonly overview: Overview }) {
  const { services, haloBudget, polling } = overview;
  return (
    <section className="surface card" aria-labelledby="health-services">
      <h3 id="health-services">{t.healthScreen.services.title}</h3>
      <ul className="card-list">
        {services.map((health) => (
          <li key={health.service}>
            <strong>{t.services[health.service]}</strong>
            <ServiceLook state={health.state} />
            <span className="dim">
              {t.lastSuccess}: {health.lastSuccessAt === null ? t.never : <When at={health.lastSuccessAt} />}
              {health.nextTryAt !== null && (
                <>
                  {' · '}
                  {t.nextTry}: <When at={health.nextTryAt} />
                </>
              )}
            </span>
            <ContactFacts contact={overview.contacts[health.service]} />
            {health.text !== null && <p className="wrap health-text">{health.text}</p>}
            {health.state !== 'ok' && <p className="dim health-text">{t.healthHelp[health.state]}</p>}
          </li>
        ))}
        <li>
          <strong>{t.healthScreen.services.budget}</strong>
          <meter
            min={0}
            max={Math.max(1, haloBudget.allowed)}
            value={Math.min(haloBudget.used, haloBudget.allowed)}
            aria-label={t.healthScreen.services.budget}
          />
          <span>{t.budgetOf(haloBudget.used, haloBudget.allowed)}</span>
        </li>
        <li>
          <strong>{t.healthScreen.services.lastPoll}</strong>
          <span>{polling.lastPollAt === null ? t.notPolled : <When at={polling.lastPollAt} />}</span>
          {polling.nextPollAt !== null && (
            <span className="dim">
              {t.healthScreen.services.nextPoll}: <When at={polling.nextPollAt} />
            </span>
          )}
        </li>
      </ul>
    </section>
  );
}
