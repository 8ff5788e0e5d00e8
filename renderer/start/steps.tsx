import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Setting, SettingPath } from '../../shared/contract/settings.ts';
import { companion, textOf } from '../contract-client.ts';
import { AlertsCard } from '../health/alerts-card.tsx';
import { ChecksCard } from '../health/checks-card.tsx';
import { SecretField } from '../settings/secret-field.tsx';
import { SettingField } from '../settings/setting-field.tsx';
import { useChange } from '../settings/use-change.ts';
import { t } from '../strings/texts.ts';
import { tellFailure } from '../ui/tell.ts';
import { hrefOf } from '../ui/use-route.ts';

type ByPath = ReadonlyMap<SettingPath, Setting>;

export function WelcomeStep() {
  return (
    <>
      <p>{t.start.welcome.text}</p>
      <p className="dim">{t.start.welcome.practice}</p>
      <div className="card-buttons">
        <Button component="a" href={hrefOf('start', 'halo')} size="xs">
          {t.start.welcome.connect}
        </Button>
        <Button component="a" href={hrefOf('requests')} size="xs" variant="default">
          {t.start.welcome.tour}
        </Button>
      </div>
    </>
  );
}

export function HaloStep({ byPath }: { readonly byPath: ByPath }) {
  return (
    <>
      <p>{t.start.halo.text}</p>
      <ol className="start-places">
        {t.start.halo.places.map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ol>
      <Fields byPath={byPath} paths={['halo.url', 'halo.clientId']} />
      <ul>
        <SecretField service="halo" />
      </ul>
    </>
  );
}

export function IdemeumStep({ byPath }: { readonly byPath: ByPath }) {
  return (
    <>
      <p>{t.start.idemeum.text}</p>
      <Fields byPath={byPath} paths={['idemeum.url', 'idemeum.clientId']} />
      <ul>
        <SecretField service="idemeum" />
      </ul>
      <Fields byPath={byPath} paths={['technician.email']} />
      <p className="dim">{t.start.idemeum.notPublished}</p>
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

export function CheckStep({ onAllGood }: { readonly onAllGood: () => void }) {
  return (
    <>
      <p>{t.start.check.text}</p>
      <ChecksCard which="entered" onAllGood={onAllGood} />
    </>
  );
}

export function RestartStep({ isPractising }: { readonly isPractising: boolean }) {
  const restart = useMutation(
    companion.settings.restart.mutationOptions({
      onSuccess: ({ text }) => {
        if (text !== null) tellFailure(text);
      },
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  if (!isPractising) return <p className="good">{t.start.restart.running}</p>;
  return (
    <>
      <p>{t.start.restart.practising}</p>
      <div className="card-buttons">
        <Button size="xs" loading={restart.isPending} onClick={() => restart.mutate({})}>
          {t.start.restart.button}
        </Button>
      </div>
    </>
  );
}

export function MappingStep() {
  const input = { filter: 'open' as const, text: '', limit: 1, offset: 0 };
  const page = useQuery(companion.mapping.list.queryOptions({ input }));
  const { all = 0, open = 0 } = page.data?.counts ?? {};
  return (
    <>
      <p role="status">{page.isSuccess && t.start.mapping.text(all, open)}</p>
      <div className="card-buttons">
        <Button component="a" href={hrefOf('mapping')} size="xs" variant="default">
          {t.start.mapping.button}
        </Button>
      </div>
    </>
  );
}

export function NotificationStep() {
  return (
    <>
      <p>{t.start.notifications.text}</p>
      <AlertsCard />
    </>
  );
}
