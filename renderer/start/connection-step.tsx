import type { SettingPath } from '../../shared/contract/settings.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { ChecksCard } from '../health/checks-card.tsx';
import { SecretField } from '../settings/secret-field.tsx';
import { SettingField } from '../settings/setting-field.tsx';
import { useChange } from '../settings/use-change.ts';
import { t } from '../strings/texts.ts';
import type { ByPath } from './progress.ts';
import type { EnteredConnection } from './use-entered.ts';

interface Props {
  readonly service: ServiceName;
  readonly byPath: ByPath;
  readonly connection: EnteredConnection;
}

/** One service: where to get what is asked for, the fields for it, and the checks as soon as it is there. */
export function ConnectionStep({ service, byPath, connection: { isEntered, checks } }: Props) {
  return (
    <>
      {service === 'halo' ? <AboutHalo /> : <p>{t.start.idemeum.text}</p>}
      <Fields byPath={byPath} paths={[`${service}.url`, `${service}.clientId`]} />
      <ul>
        <SecretField
          service={service}
          onStored={() => {
            // The first one makes the connection whole, which is tried by itself.
            if (isEntered) void checks.run();
          }}
        />
      </ul>
      {service === 'idemeum' && (
        <>
          <Fields byPath={byPath} paths={['technician.email']} />
          <p className="dim">{t.start.idemeum.notPublished}</p>
        </>
      )}
      {isEntered ? <ChecksCard checks={checks} /> : <p className="dim">{t.start.checksFollow}</p>}
    </>
  );
}

function AboutHalo() {
  return (
    <>
      <p>{t.start.halo.text}</p>
      <ol className="start-places">
        {t.start.halo.places.map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ol>
      <p className="dim">{t.start.halo.writes}</p>
    </>
  );
}

function Fields({ byPath, paths }: { readonly byPath: ByPath; readonly paths: readonly SettingPath[] }) {
  const changing = useChange();
  return (
    <ul className="start-fields">
      {paths.flatMap((path) => {
        const setting = byPath.get(path);
        if (setting === undefined) return [];
        return [
          <SettingField
            key={path}
            field={{ path, entry: { kind: 'text' } }}
            setting={setting}
            offer={null}
            problem={changing.problems.get(path)}
            isSaved={changing.savedPath === path}
            onChange={changing.change}
          />,
        ];
      })}
    </ul>
  );
}
