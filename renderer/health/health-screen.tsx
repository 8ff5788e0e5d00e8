import './health.css';
import { Button, CopyButton, Textarea } from '@mantine/core';
import { IconCheck, IconCopy, IconFileText } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { companion, isDesktop, textOf } from '../contract-client.ts';
import type { ScreenProps } from '../frame/screen-props.ts';
import { SessionsCard } from '../sessions/sessions-card.tsx';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import { openInDesktop } from '../ui/safe-link.tsx';
import { AlertsCard } from './alerts-card.tsx';
import { ChecksCard } from './checks-card.tsx';
import { ServicesCard } from './services-card.tsx';

/** How everything around the companion is, and what to do where something is wrong. */
export function HealthScreen({ overview }: ScreenProps) {
  return (
    <div className="health">
      <div>
        <h2>{t.healthScreen.title}</h2>
        <p className="dim">{t.healthScreen.intro}</p>
      </div>
      <ServicesCard overview={overview} />
      <ChecksCard which="running" />
      <SessionsCard />
      <KeychainCard isPractice={overview.sandbox} />
      <AlertsCard />
      <ReportCard />
    </div>
  );
}

function KeychainCard({ isPractice }: { readonly isPractice: boolean }) {
  const secrets = useQuery(companion.settings.secrets.queryOptions({ input: {} }));
  return (
    <section className="surface card" aria-labelledby="health-keychain">
      <h3 id="health-keychain">{t.healthScreen.keychain.title}</h3>
      <p className="dim">
        {t.healthScreen.keychain.help} {isPractice && t.healthScreen.keychain.practice}
      </p>
      <ul className="card-list">
        {secrets.data?.map(({ service, state, text }) => (
          <li key={service}>
            <strong>{t.services[service]}</strong>
            <span className={state === 'stored' ? 'good' : state === 'unavailable' ? 'bad' : 'dim'}>
              {text ?? t.settings.secret.states[state]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReportCard() {
  const report = useMutation(companion.health.report.mutationOptions());
  const text = report.data?.text ?? null;
  return (
    <section className="surface card" aria-labelledby="health-report">
      <h3 id="health-report">{t.healthScreen.report.title}</h3>
      <p className="dim">{t.healthScreen.report.help}</p>
      <div className="card-buttons">
        <Button size="xs" variant="default" loading={report.isPending} onClick={() => report.mutate({})}>
          {t.healthScreen.report.make}
        </Button>
        {isDesktop && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileText aria-hidden size={15} />}
            onClick={() => void openInDesktop({ what: 'log' })}
          >
            {t.healthScreen.report.log}
          </Button>
        )}
        {text !== null && (
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button
                size="xs"
                leftSection={
                  copied ? <IconCheck aria-hidden size={15} /> : <IconCopy aria-hidden size={15} />
                }
                onClick={copy}
              >
                {copied ? t.healthScreen.report.copied : t.healthScreen.report.copy}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
      <Problem text={report.error ? textOf(report.error) : null} />
      {text !== null && (
        <Textarea
          aria-label={t.healthScreen.report.text}
          value={text}
          readOnly
          rows={14}
          className="report-text"
        />
      )}
    </section>
  );
}
