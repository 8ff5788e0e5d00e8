import { IconAlertTriangle, IconCircleCheck, IconClockHour4, IconLock } from '@tabler/icons-react';
import type { ServiceHealth } from '../../shared/domain/service-health.ts';
import { t } from '../strings/texts.ts';
import { Hint } from '../ui/hint.tsx';
import { When } from '../ui/time.tsx';

const LOOKS = {
  starting: { icon: IconClockHour4, tone: 'dim' },
  ok: { icon: IconCircleCheck, tone: 'good' },
  troubled: { icon: IconAlertTriangle, tone: 'warn' },
  refused: { icon: IconLock, tone: 'bad' },
} as const;

/** How a service is, in a word and an icon. */
export function ServiceLook({ state }: { readonly state: ServiceHealth['state'] }) {
  const { icon: Icon, tone } = LOOKS[state];
  return (
    <span className={`state ${tone}`}>
      <Icon aria-hidden size={15} /> {t.health[state]}
    </span>
  );
}

/** One service in words and an icon; pressed, it tells why and what to do. */
export function ServiceState({ health }: { readonly health: ServiceHealth }) {
  return (
    <Hint
      className="fact fact-button"
      label={
        <>
          <span className="dim">{t.services[health.service]}</span>
          <ServiceLook state={health.state} />
        </>
      }
    >
      {health.text !== null && (
        <p className="wrap">
          <strong>{health.text}</strong>
        </p>
      )}
      <p>{t.healthHelp[health.state]}</p>
      <dl className="pairs">
        <div className="pair">
          <dt>{t.lastSuccess}</dt>
          <dd>{health.lastSuccessAt === null ? t.never : <When at={health.lastSuccessAt} />}</dd>
        </div>
        {health.nextTryAt !== null && (
          <div className="pair">
            <dt>{t.nextTry}</dt>
            <dd>
              <When at={health.nextTryAt} />
            </dd>
          </div>
        )}
      </dl>
    </Hint>
  );
}
