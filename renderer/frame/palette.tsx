import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  spotlight,
} from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Overview } from '../../shared/contract/companion.ts';
import { client, companion, textOf } from '../contract-client.ts';
import { screens } from '../screens.tsx';
import { en } from '../strings/en.ts';
import { announce } from '../ui/announcer.tsx';
import { tellFailure } from '../ui/tell.ts';
import { hrefOf } from '../ui/use-route.ts';

const SEARCH_AFTER_MS = 150;
const CUSTOMERS = 8;
const PAUSE_MINUTES = 60;

export function openPalette(): void {
  spotlight.open();
}

/** Everything that can be done, by typing a part of it: Ctrl or Cmd K. */
export function Palette({ overview }: { readonly overview: Overview }) {
  // It is fetched when it is first asked for, and is to be open then.
  useEffect(() => openPalette(), []);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const customers = useQuery(
    companion.jit.customers.queryOptions({ input: { text, limit: CUSTOMERS }, enabled: text !== '' }),
  );
  const groups: SpotlightActionGroupData[] = [
    { group: en.palette.groups.screens, actions: screens.map(screenAction) },
    { group: en.palette.groups.actions, actions: commands(overview) },
    {
      group: en.palette.groups.customers,
      actions:
        text === ''
          ? []
          : (customers.data ?? []).map(({ customerKey, name }) => ({
              id: `customer ${customerKey}`,
              label: en.palette.mapping(name),
              // What was typed found it; the label need not contain it.
              keywords: [text],
              onClick: () => {
                location.hash = hrefOf('mapping', customerKey);
              },
            })),
    },
  ];
  return (
    <Spotlight
      actions={groups}
      query={typed}
      onQueryChange={setTyped}
      nothingFound={en.palette.nothing}
      highlightQuery
      shortcut={['mod + K']}
      lockScroll={false}
      attributes={{ content: { 'aria-label': en.palette.label } }}
      limit={20}
      searchProps={{
        leftSection: <IconSearch aria-hidden size={18} />,
        placeholder: en.palette.placeholder,
        'aria-label': en.palette.label,
        maxLength: 200,
      }}
    />
  );
}

function screenAction({ id, label, Icon }: (typeof screens)[number]): SpotlightActionData {
  return {
    id: `screen ${id}`,
    label: en.palette.goTo(label),
    leftSection: <Icon size={18} aria-hidden />,
    onClick: () => {
      location.hash = hrefOf(id);
    },
  };
}

function commands({ polling }: Overview): SpotlightActionData[] {
  const isPaused = polling.pausedUntil !== null;
  return [
    { id: 'sync', label: en.palette.sync, onClick: () => run(client.companion.syncNow(), en.syncStarted) },
    isPaused
      ? {
          id: 'resume',
          label: en.palette.resume,
          onClick: () => run(client.companion.resume(), en.palette.resumed),
        }
      : {
          id: 'pause',
          label: en.palette.pause,
          onClick: () => run(client.companion.pause({ forMinutes: PAUSE_MINUTES }), en.palette.paused),
        },
    {
      id: 'disable-mine',
      label: en.palette.disableMine,
      onClick: () =>
        run(
          client.jit.disableMine().then(({ count }) => announce(en.jit.disabling(count))),
          null,
        ),
    },
  ];
}

function run(work: Promise<unknown>, said: string | null): void {
  work.then(
    () => said !== null && announce(said),
    (error: Error) => tellFailure(textOf(error)),
  );
}
