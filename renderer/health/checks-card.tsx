import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { CheckResult } from '../../shared/contract/health.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import { useChecks } from './use-checks.ts';

const LOOKS = {
  ok: { Icon: IconCircleCheck, tone: 'good' },
  failed: { Icon: IconAlertTriangle, tone: 'bad' },
  'left-out': { Icon: IconCircleMinus, tone: 'dim' },
} as const;

const BOTH: readonly ServiceName[] = ['halo', 'idemeum'];

interface Props {
  /** The connections in use, or those that were entered for the next start. */
  readonly which: 'running' | 'entered';
  readonly services?: readonly ServiceName[];
  /** Tried by itself, and again whenever this is another one; left out: only when somebody asks for it. */
  readonly tryFor?: string | null;
  readonly onAllGood?: () => void;
}

/** Tries connections, each check shown as soon as it is done. */
export function ChecksCard({ which, services = BOTH, tryFor = null, onAllGood }: Props) {
  const { results, state, problem, run } = useChecks(which, services);
  useEffect(() => {
    if (tryFor !== null) void run();
  }, [tryFor, run]);
  const failed = results.filter((result) => result.state === 'failed').length;
  const isAllGood = state === 'over' && failed === 0;
  useEffect(() => {
    if (isAllGood) onAllGood?.();
  }, [isAllGood, onAllGood]);
  const id = `checks-${which}`;
  return (
    <section className="surface card" aria-labelledby={id}>
      <h3 id={id}>{t.healthScreen.check.title}</h3>
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
