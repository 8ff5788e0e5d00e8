import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { MappingRow } from '../../shared/contract/mapping.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import type { LiveMapping } from './use-live-mapping.ts';

/** Somebody else has changed the customer while this one was about to: nothing is chosen before that was read. */
export function Meanwhile({ live }: { readonly live: LiveMapping }) {
  if (live.isGone) return <Problem text={t.mapping.gone} />;
  if (live.changed === null) return null;
  return (
    <div className="warned" role="alert">
      <IconAlertTriangle aria-hidden size={16} />
      <span className="grow wrap">{t.mapping.meanwhile(stateOf(live.changed))}</span>
      <Button size="compact-sm" variant="default" onClick={live.takeNote}>
        {t.mapping.goOn}
      </Button>
    </div>
  );
}

/** The state in words, with the client and who chose it. */
function stateOf({ state, haloClientId, clientName, mappedBy }: MappingRow): string {
  const client = haloClientId === null ? null : (clientName ?? t.mappings.clientGone(haloClientId));
  const byWhom = state === 'manual' && mappedBy !== null ? ` ${t.mappings.by(mappedBy)}` : '';
  return `${client === null ? '' : `${client}, `}${t.mappings.states[state]}${byWhom}`;
}
