import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleDot } from '@tabler/icons-react';
import { t } from '../strings/texts.ts';
import { hrefOf } from '../ui/use-route.ts';
import { type Facts, STEPS, type Step } from './progress.ts';

const LOOKS = {
  done: { Icon: IconCircleCheck, tone: 'good' },
  missing: { Icon: IconAlertTriangle, tone: 'bad' },
  now: { Icon: IconCircleDot, tone: 'dim' },
  untried: { Icon: IconCircleDashed, tone: 'dim' },
  open: { Icon: IconCircleDashed, tone: 'dim' },
} as const;

interface Props {
  /** The step that is shown; null while it is being found. */
  readonly now: Step | null;
  readonly done: Readonly<Record<Step, boolean>>;
  readonly connections: Facts['connections'];
}

/** All steps, each with how it is, and a way to it. */
export function StepList({ now, done, connections }: Props) {
  const stateOf = (step: Step) => {
    const connection = step === 'halo' || step === 'idemeum' ? connections[step] : null;
    if (connection?.isFailing) return 'missing';
    if (done[step]) return 'done';
    if (step === now) return 'now';
    return connection?.isEntered ? 'untried' : 'open';
  };
  return (
    <ol className="start-steps">
      {STEPS.map((step) => (
        <StepLink key={step} step={step} state={stateOf(step)} isNow={step === now} />
      ))}
    </ol>
  );
}

interface StepLinkProps {
  readonly step: Step;
  readonly state: keyof typeof LOOKS;
  readonly isNow: boolean;
}

function StepLink({ step, state, isNow }: StepLinkProps) {
  const { Icon, tone } = LOOKS[state];
  return (
    <li>
      <a href={hrefOf('start', step)} aria-current={isNow ? 'step' : undefined}>
        <Icon className={tone} aria-hidden size={16} />
        <span>
          {t.start.steps[step]} <span className="hidden">({t.start.states[state]})</span>
        </span>
      </a>
    </li>
  );
}
