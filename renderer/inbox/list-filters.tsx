import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload, IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import type { RequestFilter, RequestNarrowing, RequestOrder } from '../../shared/contract/requests.ts';
import { RequestStatus } from '../../shared/domain/elevation-request.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { saveFile } from '../ui/save-file.ts';
import { tellFailure } from '../ui/tell.ts';

/** What narrows and orders the list beside its search. */
export interface View extends RequestNarrowing {
  readonly order: RequestOrder;
}

export const WHOLE_VIEW: View = {
  status: null,
  from: null,
  to: null,
  customer: '',
  person: '',
  device: '',
  application: '',
  order: 'time',
};

const DAY_MS = 86_400_000;

interface Props {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly filter: RequestFilter;
  readonly search: string;
}

/** Outcome, time and order of the list; what is shown can be taken along as a file. */
export function ListFilters({ view, onView, filter, search }: Props) {
  const [isOpen, setOpen] = useState(false);
  const isNarrowed = view.status !== null || view.from !== null || view.to !== null;
  return (
    <>
      <Button
        size="xs"
        variant={isNarrowed ? 'light' : 'default'}
        aria-expanded={isOpen}
        leftSection={<IconFilter aria-hidden size={15} />}
        onClick={() => setOpen(!isOpen)}
      >
        {t.inbox.filters}
      </Button>
      {isOpen && (
        <div className="list-filters">
          <NativeSelect
            size="xs"
            label={t.inbox.outcome}
            value={view.status ?? ''}
            data={[
              { value: '', label: t.inbox.anyOutcome },
              ...RequestStatus.options.map((value) => ({ value, label: t.activity.outcomes[value] })),
            ]}
            onChange={(event) =>
              onView({ ...view, status: RequestStatus.safeParse(event.currentTarget.value).data ?? null })
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
          <Checkbox
            label={t.inbox.group}
            checked={view.order === 'customer'}
            onChange={(event) =>
              onView({ ...view, order: event.currentTarget.checked ? 'customer' : 'time' })
            }
          />
          {isNarrowed && (
            <Button size="xs" variant="subtle" onClick={() => onView({ ...WHOLE_VIEW, order: view.order })}>
              {t.inbox.clear}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload aria-hidden size={15} />}
            onClick={() => void exportList({ filter, search, ...view })}
          >
            {t.inbox.exportCsv}
          </Button>
        </div>
      )}
    </>
  );
}

async function exportList(input: Parameters<typeof client.requests.exportCsv>[0]): Promise<void> {
  try {
    const pieces: string[] = [];
    for await (const { text } of await client.requests.exportCsv(input)) pieces.push(text);
    saveFile('requests', 'csv', pieces);
  } catch (error) {
    tellFailure(textOf(error instanceof Error ? error : new Error(String(error))));
  }
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
