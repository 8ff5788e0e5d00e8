import { IconAlertTriangle } from '@tabler/icons-react';
import type { Overview } from '../../shared/contract/companion.ts';
import { t } from '../strings/texts.ts';
import { hrefOf } from '../ui/use-route.ts';

/** What a person has to look after, with the way there; not there while there is nothing. */
export function NeedsCard({ overview: { warnings, counts } }: { readonly overview: Overview }) {
  const texts = t.healthScreen.needs;
  const stuck = counts.parked + counts.quarantined;
  if (warnings.length === 0 && stuck === 0 && counts.awaitingMapping === 0) return null;
  return (
    <section className="surface card health-needs" aria-labelledby="health-needs">
      <h3 id="health-needs">{t.needs.title}</h3>
      <ul className="card-list">
        {warnings.map(({ kind, text }) => (
          <li key={`${kind} ${text}`}>
            <span className="state warn">
              <IconAlertTriangle aria-hidden size={15} /> {t.needs.warnings[kind]}
            </span>
            <p className="wrap health-text">{text}</p>
          </li>
        ))}
        {stuck > 0 && (
          <li>
            <span className="grow">{texts.stuck(stuck)}</span>
            <a className="link" href={hrefOf('requests')}>
              {texts.lookAtRequests}
            </a>
          </li>
        )}
        {counts.awaitingMapping > 0 && (
          <li>
            <span className="grow">{texts.unmapped(counts.awaitingMapping)}</span>
            <a className="link" href={hrefOf('mapping')}>
              {texts.lookAtMapping}
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}
