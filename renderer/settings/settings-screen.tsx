import './settings.css';
import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Setting } from '../../shared/contract/settings.ts';
import { companion } from '../contract-client.ts';
import type { ScreenProps } from '../frame/screen-props.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { type Field, SECTIONS, type Section } from './fields.ts';
import { RunbookCard } from './runbook-card.tsx';
import { SecretField } from './secret-field.tsx';
import { SettingField } from './setting-field.tsx';
import { SettingsFile } from './settings-file.tsx';
import { TicketPreview } from './ticket-preview.tsx';
import { type Change, useChange } from './use-change.ts';
import { useRestart } from './use-restart.ts';

/** Everything that can be set, by section, with a search over all of it. */
export function SettingsScreen({ overview }: ScreenProps) {
  const [search, setSearch] = useState('');
  const read = useQuery(companion.settings.read.queryOptions({ input: {} }));
  const changing = useChange();
  const sections = SECTIONS.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => fits(field, section, search)),
  })).filter(({ fields }) => fields.length > 0);
  if (read.isPending) return <LoadingRows />;
  if (read.isError) return <Failure error={read.error} onRetry={() => void read.refetch()} />;
  const byPath = new Map(read.data.settings.map((one) => [one.path, one]));
  return (
    <div className="settings">
      <div className="settings-head">
        <div className="grow">
          <h2>{t.settings.title}</h2>
          <p className="dim">{t.settings.intro}</p>
        </div>
        <TextInput
          type="search"
          size="xs"
          aria-label={t.settings.search}
          placeholder={t.settings.search}
          leftSection={<IconSearch aria-hidden size={15} />}
          value={search}
          maxLength={100}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {read.data.restartNeeded && <RestartBar />}
      {overview.sandbox && <p className="settings-note">{t.settings.sandbox}</p>}
      {sections.length === 0 && <p role="status">{t.settings.noneFound}</p>}
      {sections.map((section) => (
        <SectionCard
          key={section.id}
          section={section}
          byPath={byPath}
          changing={changing}
          isSearch={search !== ''}
        />
      ))}
      {search === '' && (
        <>
          <RunbookCard />
          <SettingsFile />
        </>
      )}
    </div>
  );
}

function fits({ path }: Field, { id }: Section, search: string): boolean {
  const { label, help } = t.settings.fields[path];
  const text = `${label} ${help} ${path} ${t.settings.sections[id]}`.toLowerCase();
  return search
    .toLowerCase()
    .split(' ')
    .every((word) => text.includes(word));
}

function SectionCard({
  section,
  byPath,
  changing,
  isSearch,
}: {
  readonly section: Section;
  readonly byPath: ReadonlyMap<string, Setting>;
  readonly changing: Change;
  readonly isSearch: boolean;
}) {
  const isTicket = section.id === 'ticket';
  const offered = useQuery(companion.settings.haloOffer.queryOptions({ input: {}, enabled: isTicket }));
  return (
    <section className="surface card" aria-labelledby={`section-${section.id}`}>
      <h3 id={`section-${section.id}`}>{t.settings.sections[section.id]}</h3>
      <p className="dim">{t.settings.sectionHelp[section.id]}</p>
      {isTicket && offered.data?.text != null && (
        <p className="warn">{t.settings.offer.failed(offered.data.text)}</p>
      )}
      <ul className="settings-fields">
        {section.fields.flatMap((field) => {
          const setting = byPath.get(field.path);
          if (setting === undefined) return [];
          return [
            <SettingField
              key={field.path}
              field={field}
              setting={setting}
              offer={offered.data?.offer ?? null}
              problem={changing.problems.get(field.path)}
              isSaved={changing.savedPath === field.path}
              onChange={changing.change}
            />,
            ...(field.path === 'halo.clientId' ? [<SecretField key="halo-secret" service="halo" />] : []),
            ...(field.path === 'idemeum.clientId'
              ? [<SecretField key="idemeum-secret" service="idemeum" />]
              : []),
          ];
        })}
      </ul>
      {isTicket && !isSearch && <TicketPreview />}
    </section>
  );
}

function RestartBar() {
  const restart = useRestart();
  return (
    <div className="settings-note settings-restart" role="status">
      <span className="grow">{t.settings.restart.needed}</span>
      <Button size="xs" loading={restart.isPending} onClick={() => restart.mutate({})}>
        {t.settings.restart.button}
      </Button>
    </div>
  );
}
