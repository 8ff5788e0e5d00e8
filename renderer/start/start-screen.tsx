import './start.css';
import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecretState, Setting } from '../../shared/contract/settings.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { companion } from '../contract-client.ts';
import type { ScreenProps } from '../frame/screen-props.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { hrefOf } from '../ui/use-route.ts';
import { ConnectionStep } from './connection-step.tsx';
import { type ByPath, firstOpen, progressOf, STEPS, type Step } from './progress.ts';
import { StepList } from './step-list.tsx';
import { DoneStep, MappingStep, NotificationStep, RestartStep, WelcomeStep } from './steps.tsx';
import { type Customers, useCustomers } from './use-customers.ts';
import { type EnteredConnection, useEntered } from './use-entered.ts';
import { useGuide } from './use-guide.ts';

/** From nothing to the first ticket, step by step. Where one is follows from what is there already. */
export function StartScreen({ overview, item }: ScreenProps) {
  const read = useQuery(companion.settings.read.queryOptions({ input: {} }));
  const secrets = useQuery(companion.settings.secrets.queryOptions({ input: {} }));
  if (read.isPending || secrets.isPending) return <LoadingRows />;
  if (read.isError) return <Failure error={read.error} onRetry={() => void read.refetch()} />;
  if (secrets.isError) return <Failure error={secrets.error} onRetry={() => void secrets.refetch()} />;
  return <Guide overview={overview} item={item} {...read.data} secrets={secrets.data} />;
}

interface GuideProps extends ScreenProps {
  readonly settings: readonly Setting[];
  readonly restartNeeded: boolean;
  readonly secrets: readonly SecretState[];
}

function Guide({ overview, item, settings, restartNeeded, secrets }: GuideProps) {
  const byPath = new Map(settings.map((one) => [one.path, one]));
  // Found once: what gets done while somebody reads does not turn the page.
  const [first, setFirst] = useState<Step | null>(null);
  const step = STEPS.find((one) => one === item) ?? first;
  // The services are asked for no more than what is shown: all while the first step is being found, then one.
  const connections = {
    halo: useEntered('halo', byPath, secrets, step === null || step === 'halo'),
    idemeum: useEntered('idemeum', byPath, secrets, step === null || step === 'idemeum'),
  };
  const facts = { overview, byPath, connections, restartNeeded, customers: useCustomers() };
  const done = progressOf(facts);
  const found = step === null ? firstOpen(facts) : null;
  if (found !== null) setFirst(found);
  return (
    <section className="start" aria-labelledby="start-title">
      <div>
        <h2 id="start-title">{t.start.title}</h2>
        <p className="dim">{t.start.intro}</p>
      </div>
      <div className="start-columns">
        <StepList now={step} done={done} connections={connections} />
        <div className="surface card grow">
          {step === null ? (
            <p className="state dim" role="status">
              <Loader size={14} /> {t.start.finding}
            </p>
          ) : (
            <>
              <h3>{t.start.steps[step]}</h3>
              <StepBody
                step={step}
                overview={overview}
                byPath={byPath}
                connections={connections}
                customers={facts.customers}
                isRestarted={done.restart}
              />
              <Ways step={step} isDone={done[step]} />
            </>
          )}
        </div>
      </div>
    </section>
  );
}

type Connections = Readonly<Record<ServiceName, EnteredConnection>>;

interface StepBodyProps {
  readonly step: Step;
  readonly overview: ScreenProps['overview'];
  readonly byPath: ByPath;
  readonly connections: Connections;
  readonly customers: Customers | null | undefined;
  readonly isRestarted: boolean;
}

function StepBody({ step, overview, byPath, connections, customers, isRestarted }: StepBodyProps) {
  switch (step) {
    case 'welcome':
      return <WelcomeStep />;
    case 'halo':
    case 'idemeum':
      return <ConnectionStep key={step} service={step} byPath={byPath} connection={connections[step]} />;
    case 'restart':
      return <RestartStep isDone={isRestarted} isPractising={overview.sandbox} />;
    case 'mapping':
      return <MappingStep overview={overview} customers={customers} />;
    case 'notifications':
      return <NotificationStep />;
    case 'done':
      return <DoneStep overview={overview} customers={customers} />;
  }
}

/** Back and on; the welcome has its own ways. */
function Ways({ step, isDone }: { readonly step: Step; readonly isDone: boolean }) {
  const guide = useGuide();
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  if (before === undefined) return null;
  return (
    <div className="start-ways">
      <Button component="a" href={hrefOf('start', before)} variant="default" size="xs">
        {t.start.back}
      </Button>
      {after === undefined ? (
        <Button component="a" href={hrefOf('requests')} size="xs" onClick={() => guide.set('closed')}>
          {t.start.finish}
        </Button>
      ) : (
        <Button component="a" href={hrefOf('start', after)} size="xs" variant={isDone ? 'filled' : 'default'}>
          {t.start.next}
        </Button>
      )}
    </div>
  );
}
