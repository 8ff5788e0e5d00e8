import { Input, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Setting, SettingValue } from '../../shared/contract/settings.ts';
import { t } from '../strings/texts.ts';

interface Props {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly setting: Setting;
  readonly onChange: (setting: Setting, value: SettingValue | undefined) => void;
}

/** A time of the day in which nothing is shown, from and to; both empty for never. */
export function QuietHours({ setting, onChange, label, description, error, disabled }: Props) {
  const { value } = setting;
  const given =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { from: '', to: '' };
  const [from, setFrom] = useState(given.from);
  const [to, setTo] = useState(given.to);
  useEffect(() => {
    setFrom(given.from);
    setTo(given.to);
  }, [given.from, given.to]);
  const save = () => {
    if (from === given.from && to === given.to) return;
    if (from === '' && to === '') onChange(setting, undefined);
    else if (from !== '' && to !== '') onChange(setting, { from, to });
  };
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <div className="quiet-hours">
        <TextInput
          type="time"
          aria-label={`${label}: ${t.settings.quietFrom}`}
          leftSection={t.settings.quietFrom}
          leftSectionWidth={44}
          disabled={disabled}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          onBlur={save}
        />
        <TextInput
          type="time"
          aria-label={`${label}: ${t.settings.quietTo}`}
          leftSection={t.settings.quietTo}
          leftSectionWidth={44}
          disabled={disabled}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          onBlur={save}
        />
      </div>
    </Input.Wrapper>
  );
}
