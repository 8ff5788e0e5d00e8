import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckResult } from '../../shared/contract/health.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';

const LOOKS = {
  ok: { Icon: IconCircleCheck, tone: 'good' },
  failed: { Icon: IconAlertTriangle, tone: 'bad' },
  'left-out': { Icon: IconCircleMinus, tone: 'dim' },
} as const;

interface Props {
  /** The connections in use, or those that were entered for the next start. */
  readonly which: 'running' | 'entered';
  readonly onAllGood?: () => void;
}

/** Tries the connections, each check told as soon as it is done. */
export function ChecksCard({ which, onAllGood }: Props) {
  const [results, setResults] = useState<readonly CheckResult[]>([]);
  const [isTrying, setTrying] = useState(false);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async () => {
    setResults([]);
    setProblem(null);
    setOver(false);
    setTrying(true);
    const found: CheckResult[] = [];
    try {
      for await (const result of await client.health.check({ which })) {
        found.push(result);
        setResults([...found]);
      }
      setOver(true);
      if (found.every(({ state }) => state !== 'failed')) onAllGood?.();
    } catch (error) {
      setProblem(textOf(error instanceof Error ? error : new Error(String(error))));
    }
    setTrying(false);
  };
  const failed = results.filter(({ state }) => state === 'failed').length;
  return (
    <section className="surface card" aria-labelledby={`checks-${which}`}>
      <h3 id={`checks-${which}`}>{t.healthScreen.check.title}</h3>
      <p className="dim">{t.healthScreen.check.help}</p>
      <ul className="checks" aria-live="polite">
        {results.map((result) => (
          <Check key={result.id} result={result} />
        ))}
        {isTrying && (
          <li className="state dim">
            <Loader size={14} /> {t.healthScreen.check.trying}
          </li>
        )}
      </ul>
      <Problem text={problem} />
      <p role="status" className="strong">
        {isOver && (failed === 0 ? t.healthScreen.check.allGood : t.healthScreen.check.someFailed(failed))}
      </p>
      <div className="card-buttons">
        <Button size="xs" variant="default" disabled={isTrying} onClick={() => void run()}>
          {isOver ? t.healthScreen.check.again : t.healthScreen.check.button}
        </Button>
      </div>
    </section>
  );
}

function Check({ result }: { readonly result: CheckResult }) {
  const { Icon, tone } = LOOKS[result.state];
  return (
    <li>
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
