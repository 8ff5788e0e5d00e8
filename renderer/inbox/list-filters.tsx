import { Button, NativeSelect, TextInput } from '@mantine/core';
import { choiceIn, REQUEST_STATUSES } from '../../shared/domain/choices.ts';
import { t } from '../strings/texts.ts';
import { isNarrowed, type View, WHOLE_VIEW } from './view.ts';

const DAY_MS = 86_400_000;
const LONGEST_WORDS = 200;

const PARTS = ['customer', 'person', 'device', 'application'] as const;

interface Props {
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Customer, person, device, application, outcome and time. */
export function ListFilters({ view, onView }: Props) {
  return (
    <fieldset className="list-filters">
      <legend className="hidden">{t.inbox.filters}</legend>
      {PARTS.map((part) => (
        <TextInput
          key={part}
          size="xs"
          label={t.inbox.parts[part]}
          value={view[part]}
          maxLength={LONGEST_WORDS}
          onChange={(event) => onView({ ...view, [part]: event.currentTarget.value })}
        />
      ))}
      <NativeSelect
        size="xs"
        label={t.inbox.outcome}
        value={view.status ?? ''}
        data={[
          { value: '', label: t.inbox.anyOutcome },
          ...REQUEST_STATUSES.map((value) => ({ value, label: t.activity.outcomes[value] })),
        ]}
        onChange={(event) =>
          onView({ ...view, status: choiceIn(REQUEST_STATUSES, event.currentTarget.value) ?? null })
        }
      />
      <TextInput
        size="xs"
        type="date"
        label={t.inbox.from}
        value={dayOf(view.from)}
        onChange={(event) => onView({ ...view, from: timeOf(event.currentTarget.value) })}
      />
      <TextInput
        size="xs"
        type="date"
        label={t.inbox.to}
        // The day that is named is part of it.
        value={dayOf(view.to === null ? null : view.to - DAY_MS / 2)}
        onChange={(event) => {
          const day = timeOf(event.currentTarget.value);
          onView({ ...view, to: day === null ? null : new Date(day).setHours(24, 0, 0, 0) });
        }}
      />
      <Button
        size="xs"
        variant="subtle"
        disabled={!isNarrowed(view)}
        onClick={() => onView({ ...WHOLE_VIEW, order: view.order })}
      >
        {t.inbox.clear}
      </Button>
    </fieldset>
  );
}

/** A day of the user's own calendar, as the field writes it. */
function dayOf(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function timeOf(day: string): number | null {
  const at = Date.parse(`${day}T00:00:00`);
  return Number.isFinite(at) ? at : null;
}
