import './start.css';
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleDot } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Overview } from '../../shared/contract/companion.ts';
import type { SecretState, Setting, SettingPath } from '../../shared/contract/settings.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { companion } from '../contract-client.ts';
import type { ScreenProps } from '../frame/screen-props.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { hrefOf } from '../ui/use-route.ts';
import {
  CheckStep,
  HaloStep,
  IdemeumStep,
  MappingStep,
  NotificationStep,
  RestartStep,
  WelcomeStep,
} from './steps.tsx';

const STEPS = ['welcome', 'halo', 'idemeum', 'check', 'restart', 'mapping', 'notifications'] as const;
type Step = (typeof STEPS)[number];

/** From nothing to the first ticket, step by step. Where one is follows from what is there already. */
export function StartScreen({ overview, item }: ScreenProps) {
  const read = useQuery(companion.settings.read.queryOptions({ input: {} }));
  const secrets = useQuery(companion.settings.secrets.queryOptions({ input: {} }));
  const [isChecked, setChecked] = useState(false);
  if (read.isPending) return <LoadingRows />;
  if (read.isError) return <Failure error={read.error} onRetry={() => void read.refetch()} />;
  const byPath = new Map(read.data.settings.map((one) => [one.path, one]));
  const done = progressOf(overview, byPath, secrets.data ?? [], isChecked);
  const step = STEPS.find((one) => one === item) ?? STEPS.find((one) => !done[one]) ?? 'notifications';
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  return (
    <section className="start" aria-labelledby="start-title">
      <div>
        <h2 id="start-title">{t.start.title}</h2>
        <p className="dim">{t.start.intro}</p>
      </div>
      <div className="start-columns">
        <ol className="start-steps">
          {STEPS.map((one) => (
            <StepLink key={one} step={one} isNow={one === step} isDone={done[one]} />
          ))}
        </ol>
        <div className="surface card grow">
          <h3>{t.start.steps[step]}</h3>
          <StepBody
            step={step}
            byPath={byPath}
            isPractising={overview.sandbox}
            onChecked={() => setChecked(true)}
          />
          <div className="start-ways">
            {before !== undefined && (
              <Button component="a" href={hrefOf('start', before)} variant="default" size="xs">
                {t.start.back}
              </Button>
            )}
            <Button
              component="a"
              href={after === undefined ? hrefOf('requests') : hrefOf('start', after)}
              size="xs"
              variant={done[step] || after === undefined ? 'filled' : 'default'}
            >
              {after === undefined ? t.start.finish : t.start.next}
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}

interface StepBodyProps {
  readonly step: Step;
  readonly byPath: ReadonlyMap<SettingPath, Setting>;
  readonly isPractising: boolean;
  readonly onChecked: () => void;
}

function StepBody({ step, byPath, isPractising, onChecked }: StepBodyProps) {
  switch (step) {
    case 'welcome':
      return <WelcomeStep />;
    case 'halo':
      return <HaloStep byPath={byPath} />;
    case 'idemeum':
      return <IdemeumStep byPath={byPath} />;
    case 'check':
      return <CheckStep onAllGood={onChecked} />;
    case 'restart':
      return <RestartStep isPractising={isPractising} />;
    case 'mapping':
      return <MappingStep />;
    case 'notifications':
      return <NotificationStep />;
  }
}

/** What is done already: nothing is remembered but what was entered and what works. */
function progressOf(
  { sandbox, polling, counts }: Overview,
  byPath: ReadonlyMap<SettingPath, Setting>,
  secrets: readonly SecretState[],
  isChecked: boolean,
): Readonly<Record<Step, boolean>> {
  const isConnected = (service: ServiceName) =>
    has(byPath.get(`${service}.url`)) &&
    has(byPath.get(`${service}.clientId`)) &&
    secrets.some((one) => one.service === service && one.state === 'stored');
  return {
    welcome: has(byPath.get('halo.url')),
    halo: isConnected('halo'),
    idemeum: isConnected('idemeum'),
    check: isChecked || !sandbox,
    restart: !sandbox,
    mapping: !sandbox && polling.lastPollAt !== null && counts.awaitingMapping === 0,
    notifications: false,
  };
}

function has(setting: Setting | undefined): boolean {
  return setting !== undefined && setting.value !== null && setting.value !== '';
}

function StepLink({
  step,
  isNow,
  isDone,
}: {
  readonly step: Step;
  readonly isNow: boolean;
  readonly isDone: boolean;
}) {
  const Icon = isDone ? IconCircleCheck : isNow ? IconCircleDot : IconCircleDashed;
  const state = isDone ? t.start.states.done : isNow ? t.start.states.now : t.start.states.open;
  return (
    <li>
      <a href={hrefOf('start', step)} aria-current={isNow ? 'step' : undefined}>
        <Icon className={isDone ? 'good' : 'dim'} aria-hidden size={16} />
        <span>
          {t.start.steps[step]} <span className="hidden">({state})</span>
        </span>
      </a>
    </li>
  );
}
