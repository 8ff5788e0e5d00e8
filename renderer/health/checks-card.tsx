import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import type { CheckResult } from '../../shared/contract/health.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import { type Checks, useChecks } from './use-checks.ts';

const LOOKS = {
  ok: { Icon: IconCircleCheck, tone: 'good' },
  failed: { Icon: IconAlertTriangle, tone: 'bad' },
  'left-out': { Icon: IconCircleMinus, tone: 'dim' },
} as const;

const BOTH: readonly ServiceName[] = ['halo', 'idemeum'];

/** Tries the connections in use, when somebody asks for it. */
export function RunningChecksCard() {
  return <ChecksCard checks={useChecks('running', BOTH)} />;
}

/** What trying connections finds, each check shown as soon as it is done. */
export function ChecksCard({ checks }: { readonly checks: Checks }) {
  const { results, state, problem, run } = checks;
  const failed = results.filter((result) => result.state === 'failed').length;
  const isAllGood = state === 'over' && failed === 0;
  return (
    <section className="surface card" aria-labelledby="checks">
      <h3 id="checks">{t.healthScreen.check.title}</h3>
      <p className="dim">{t.healthScreen.check.help}</p>
      <ul className="checks" aria-live="polite">
        {results.map((result) => (
          <Check key={result.id} result={result} />
        ))}
        {state === 'trying' && (
          <li className="state dim">
            <Loader size={14} /> {t.healthScreen.check.trying(results.length)}
          </li>
        )}
      </ul>
      <Problem text={problem} />
      <p role="status" className="strong">
        {state === 'over' &&
          (isAllGood ? t.healthScreen.check.allGood : t.healthScreen.check.someFailed(failed))}
      </p>
      <div className="card-buttons">
        <Button size="xs" variant="default" disabled={state === 'trying'} onClick={() => void run()}>
          {state === 'over' ? t.healthScreen.check.again : t.healthScreen.check.button}
        </Button>
      </div>
    </section>
  );
}

function Check({ result }: { readonly result: CheckResult }) {
  const { Icon, tone } = LOOKS[result.state];
  return (
    <li data-state={result.state}>
      <span className={`state ${tone}`}>
        <Icon aria-hidden size={15} />
        <span>
          {t.healthScreen.check.checks[result.id]}: {t.healthScreen.check.states[result.state]}
        </span>
      </span>
      {result.text !== null && <p className="wrap check-text">{result.text}</p>}
    </li>
  );
}
