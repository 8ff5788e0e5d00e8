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
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { tellFailure } from '../ui/tell.ts';
import { hrefOf } from '../ui/use-route.ts';

const SEARCH_AFTER_MS = 150;
const CUSTOMERS = 8;
const PAUSE_MINUTES = 60;

interface Props {
  readonly overview: Overview;
  /** How many times it was asked for: each time it opens. */
  readonly asked: number;
  /** For whoever waits for it in vain; it closes itself. */
  readonly onClose: () => void;
}

/** Everything that can be done, by typing a part of it: Ctrl or Cmd K. */
export function Palette({ overview, asked }: Props) {
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const customers = useQuery(
    companion.jit.customers.queryOptions({ input: { text, limit: CUSTOMERS }, enabled: text !== '' }),
  );
  const groups: SpotlightActionGroupData[] = [
    { group: t.palette.groups.screens, actions: screens.map(screenAction) },
    { group: t.palette.groups.actions, actions: commands(overview) },
    {
      group: t.palette.groups.customers,
      actions:
        text === ''
          ? []
          : (customers.data ?? []).map(({ customerKey, name }) => ({
              id: `customer ${customerKey}`,
              label: t.palette.mapping(name),
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
      nothingFound={t.palette.nothing}
      highlightQuery
      shortcut={null}
      lockScroll={false}
      attributes={{ content: { 'aria-label': t.palette.label } }}
      limit={20}
      searchProps={{
        leftSection: <IconSearch aria-hidden size={18} />,
        placeholder: t.palette.placeholder,
        'aria-label': t.palette.label,
        maxLength: 200,
      }}
    />
  );
}

function screenAction({ id, Icon }: (typeof screens)[number]): SpotlightActionData {
  return {
    id: `screen ${id}`,
    label: t.palette.goTo(t.frame.screens[id]),
    leftSection: <Icon size={18} aria-hidden />,
    onClick: () => {
      location.hash = hrefOf(id);
    },
  };
}

function commands({ polling }: Overview): SpotlightActionData[] {
  const isPaused = polling.pausedUntil !== null;
  return [
    { id: 'sync', label: t.palette.sync, onClick: () => run(client.companion.syncNow(), t.syncStarted) },
    isPaused
      ? {
          id: 'resume',
          label: t.palette.resume,
          onClick: () => run(client.companion.resume(), t.palette.resumed),
        }
      : {
          id: 'pause',
          label: t.palette.pause,
          onClick: () => run(client.companion.pause({ forMinutes: PAUSE_MINUTES }), t.palette.paused),
        },
    {
      id: 'disable-mine',
      label: t.palette.disableMine,
      onClick: () =>
        run(
          client.jit.disableMine().then(({ count }) => announce(t.jit.disabling(count))),
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
