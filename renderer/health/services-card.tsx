import type { Overview } from '../../shared/contract/companion.ts';
import { ServiceLook } from '../frame/service-state.tsx';
import { en } from '../strings/en.ts';
import { When } from '../ui/time.tsx';

function ContactFacts({ contact }: { readonly contact: Overview['contacts']['halo'] }) {
  const { latencyMs, tokenEndsAt } = contact;
  return (
    <span className="dim">
      {latencyMs !== null && en.healthScreen.services.latency(Math.round(latencyMs))}
      {tokenEndsAt !== null && (
        <>
          {' · '}
          {en.healthScreen.services.signedInUntil} <When at={tokenEndsAt} />
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
      <h3 id="health-services">{en.healthScreen.services.title}</h3>
      <ul className="card-list">
        {services.map((health) => (
          <li key={health.service}>
            <strong>{en.services[health.service]}</strong>
            <ServiceLook state={health.state} />
            <span className="dim">
              {en.lastSuccess}:{' '}
              {health.lastSuccessAt === null ? en.never : <When at={health.lastSuccessAt} />}
              {health.nextTryAt !== null && (
                <>
                  {' · '}
                  {en.nextTry}: <When at={health.nextTryAt} />
                </>
              )}
            </span>
            <ContactFacts contact={overview.contacts[health.service]} />
            {health.text !== null && <p className="wrap health-text">{health.text}</p>}
            {health.state !== 'ok' && <p className="dim health-text">{en.healthHelp[health.state]}</p>}
          </li>
        ))}
        <li>
          <strong>{en.healthScreen.services.budget}</strong>
          <meter
            min={0}
            max={Math.max(1, haloBudget.allowed)}
            value={Math.min(haloBudget.used, haloBudget.allowed)}
            aria-label={en.healthScreen.services.budget}
          />
          <span>{en.budgetOf(haloBudget.used, haloBudget.allowed)}</span>
        </li>
        <li>
          <strong>{en.healthScreen.services.lastPoll}</strong>
          <span>{polling.lastPollAt === null ? en.notPolled : <When at={polling.lastPollAt} />}</span>
          {polling.nextPollAt !== null && (
            <span className="dim">
              {en.healthScreen.services.nextPoll}: <When at={polling.nextPollAt} />
            </span>
          )}
        </li>
      </ul>
    </section>
  );
}
