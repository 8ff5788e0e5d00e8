import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleDot } from '@tabler/icons-react';
import { t } from '../strings/texts.ts';
import { hrefOf } from '../ui/use-route.ts';
import { STEPS, type Step } from './progress.ts';

const LOOKS = {
  done: { Icon: IconCircleCheck, tone: 'good' },
  missing: { Icon: IconAlertTriangle, tone: 'bad' },
  now: { Icon: IconCircleDot, tone: 'dim' },
  open: { Icon: IconCircleDashed, tone: 'dim' },
} as const;

interface Props {
  /** The step that is shown; null while it is being found. */
  readonly now: Step | null;
  readonly done: Readonly<Record<Step, boolean>>;
  /** Steps whose connection was tried, and does not work. */
  readonly failing: ReadonlySet<Step>;
}

/** All steps, each with how it is, and a way to it. */
export function StepList({ now, done, failing }: Props) {
  const stateOf = (step: Step) => {
    if (failing.has(step)) return 'missing';
    if (done[step]) return 'done';
    return step === now ? 'now' : 'open';
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
