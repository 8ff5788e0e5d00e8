import { useQuery } from '@tanstack/react-query';
import type { SecretState } from '../../shared/contract/settings.ts';
import { companion } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';

const SERVICES = ['idemeum', 'halo'] as const;
const TONES = { stored: 'good', missing: 'warn', unavailable: 'bad', unasked: 'dim' } as const;

/** Whether the keychain of this computer answers, and has what it is to have. */
export function KeychainCard({ isPractice }: { readonly isPractice: boolean }) {
  const secrets = useQuery(companion.settings.secrets.queryOptions({ input: {} }));
  const texts = t.healthScreen.keychain;
  return (
    <section className="surface card" aria-labelledby="health-keychain">
      <h3 id="health-keychain">{texts.title}</h3>
      <p className="dim">
        {texts.help} {isPractice && texts.practice}
      </p>
      {secrets.isError && <Failure error={secrets.error} onRetry={() => void secrets.refetch()} />}
      <ul className="card-list health-facts">
        {SERVICES.map((service) => (
          <li key={service}>
            <strong>{t.services[service]}</strong>
            <Secret secret={secrets.data?.find((one) => one.service === service)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Secret({ secret }: { readonly secret: SecretState | undefined }) {
  if (secret === undefined) return <span className="dim">…</span>;
  const { state, text } = secret;
  return <span className={`wrap ${TONES[state]}`}>{text ?? t.settings.secret.states[state]}</span>;
}
