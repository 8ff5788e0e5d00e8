import './health.css';
import type { ScreenProps } from '../frame/screen-props.ts';
import { SessionsCard } from '../sessions/sessions-card.tsx';
import { t } from '../strings/texts.ts';
import { AlertsCard } from './alerts-card.tsx';
import { RunningChecksCard } from './checks-card.tsx';
import { DatabaseCard } from './database-card.tsx';
import { KeychainCard } from './keychain-card.tsx';
import { NeedsCard } from './needs-card.tsx';
import { ReportCard } from './report-card.tsx';
import { ServicesCard } from './services-card.tsx';

/** How everything around the companion is, and what to do where something is wrong. */
export function HealthScreen({ overview }: ScreenProps) {
  return (
    <div className="health">
      <div>
        <h2>{t.healthScreen.title}</h2>
        <p className="dim">{t.healthScreen.intro}</p>
      </div>
      <NeedsCard overview={overview} />
      <ServicesCard overview={overview} />
      <RunningChecksCard />
      <div className="health-columns">
        <DatabaseCard />
        <KeychainCard isPractice={overview.sandbox} />
        <SessionsCard />
        <AlertsCard />
      </div>
      <ReportCard />
    </div>
  );
}
