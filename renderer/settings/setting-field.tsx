import './setting.css';
import { NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { IconCheck, IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { HaloOffer, Setting, SettingValue } from '../../shared/contract/settings.ts';
import { t } from '../strings/texts.ts';
import type { Field } from './fields.ts';
import { QuietHours } from './quiet-hours.tsx';

interface Props {
  readonly field: Field;
  readonly setting: Setting;
  readonly offer: HaloOffer | null;
  readonly problem: string | undefined;
  readonly isSaved: boolean;
  readonly onChange: (setting: Setting, value: SettingValue | undefined) => void;
}

/** One setting: what it is, how it is, where that comes from, and what is wrong with what was entered. */
export function SettingField(props: Props) {
  const { setting, isSaved, onChange } = props;
  const { label } = t.settings.fields[setting.path];
  return (
    <li className="setting" id={`setting-${setting.path}`}>
      <Entry {...props} />
      <div className="setting-source dim">
        {setting.locked && (
          <span className="state" title={t.settings.lockedHelp}>
            <IconLock aria-hidden size={13} /> {t.settings.locked}
          </span>
        )}
        {(setting.source !== 'default' || setting.value !== null) && (
          <span>{t.settings.sources[setting.source]}</span>
        )}
        {setting.source === 'settings' && !setting.locked && (
          <button
            type="button"
            className="link link-button"
            aria-label={t.settings.resetFor(label)}
            onClick={() => onChange(setting, undefined)}
          >
            {t.settings.reset}
          </button>
        )}
        {isSaved && (
          <span className="state good">
            <IconCheck aria-hidden size={13} /> {t.settings.saved}
          </span>
        )}
      </div>
    </li>
  );
}

function Entry({ field, setting, offer, problem, onChange }: Props) {
  const { label, help } = t.settings.fields[setting.path];
  const shared = {
    label,
    description: help === '' ? undefined : help,
    error: problem,
    disabled: setting.locked,
  };
  const { entry } = field;
  switch (entry.kind) {
    case 'switch':
      return (
        <Switch
          {...shared}
          checked={setting.value === true}
          onChange={(event) => onChange(setting, event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={String(setting.value)}
          data={entry.options.map((value) => ({ value, label: optionText(setting, value) }))}
          onChange={(event) => onChange(setting, event.currentTarget.value)}
        />
      );
    case 'halo-name':
      return (
        <HaloName {...shared} setting={setting} names={offer?.[entry.from] ?? null} onChange={onChange} />
      );
    case 'hours':
      return <QuietHours {...shared} setting={setting} onChange={onChange} />;
    case 'lines':
      return <Lines {...shared} setting={setting} onChange={onChange} />;
    case 'number':
    case 'optional-number':
      return (
        <Amount {...shared} setting={setting} isOptional={entry.kind !== 'number'} onChange={onChange} />
      );
    case 'text':
      return <Line {...shared} setting={setting} onChange={onChange} />;
  }
}

function optionText(setting: Setting, value: string): string {
  const options: Readonly<Record<string, Readonly<Record<string, string>>>> = t.settings.options;
  return options[setting.path]?.[value] ?? value;
}

interface EntryProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly setting: Setting;
  readonly onChange: Props['onChange'];
}

/** Text that is saved when one leaves the field or presses Enter; what came from elsewhere meanwhile is shown. */
function useDraft(value: string, onSave: (text: string) => void) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const save = () => {
    if (draft.trim() !== value) onSave(draft.trim());
  };
  return { draft, setDraft, save };
}

function Line({ setting, onChange, ...shared }: EntryProps) {
  const value = setting.value === null ? '' : String(setting.value);
  const { draft, setDraft, save } = useDraft(value, (text) =>
    onChange(setting, text === '' ? undefined : text),
  );
  return (
    <TextInput
      {...shared}
      value={draft}
      maxLength={500}
      spellCheck={false}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

function Amount({ setting, isOptional, onChange, ...shared }: EntryProps & { readonly isOptional: boolean }) {
  const value = setting.value === null ? '' : String(setting.value);
  const { draft, setDraft, save } = useDraft(value, (text) => {
    if (text !== '') onChange(setting, Number(text));
    else onChange(setting, isOptional ? null : undefined);
  });
  return (
    <NumberInput
      {...shared}
      value={draft}
      hideControls
      onChange={(next) => setDraft(String(next))}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

function Lines({ setting, onChange, ...shared }: EntryProps) {
  const value = Array.isArray(setting.value) ? setting.value.join('\n') : '';
  const { draft, setDraft, save } = useDraft(value, (text) => {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    onChange(setting, lines.length === 0 ? undefined : lines);
  });
  return (
    <Textarea
      {...shared}
      value={draft}
      rows={3}
      spellCheck={false}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={save}
    />
  );
}

/** A name out of what Halo offers; typed in where Halo cannot be asked. */
function HaloName({
  names,
  setting,
  onChange,
  ...shared
}: EntryProps & { readonly names: readonly string[] | null }) {
  if (names === null || names.length === 0) return <Line {...shared} setting={setting} onChange={onChange} />;
  const value = String(setting.value);
  const isOffered = names.some((name) => name.toLowerCase() === value.toLowerCase());
  const data = isOffered ? [...names] : [value, ...names];
  const shown = names.find((name) => name.toLowerCase() === value.toLowerCase()) ?? value;
  return (
    <NativeSelect
      {...shared}
      error={shared.error ?? (isOffered ? undefined : t.settings.offer.notOffered)}
      value={shown}
      data={data}
      onChange={(event) => onChange(setting, event.currentTarget.value)}
    />
  );
}
