import { Button } from '@mantine/core';
import type { JitGrantRow } from '../../shared/contract/jit.ts';
import { t } from '../strings/texts.ts';
import type { Access } from './access.ts';
import { GrantLine } from './grant-line.tsx';

interface Props {
  /** All of one customer, at least one. */
  readonly accounts: readonly JitGrantRow[];
  readonly onExtend: (access: Access) => void;
  readonly onDisableAll: () => void;
}

/** A customer whom somebody can get into, with every account that is enabled there. */
export function CustomerCard({ accounts, onExtend, onDisableAll }: Props) {
  const name = accounts[0]?.grant.customerDisplayName ?? '';
  const enabled = accounts.filter(({ grant }) => grant.state !== 'disabling');
  const isAlarm = accounts.some(({ grant }) => grant.state === 'disabling' || grant.state === 'unknown');
  return (
    <li className="surface jit-card" data-alarm={isAlarm}>
      <div className="jit-head">
        <h3 className="wrap">
          <bdi>{name}</bdi>
        </h3>
        {enabled.length > 1 && (
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            aria-label={t.jit.all.buttonFor(enabled.length, name)}
            onClick={onDisableAll}
          >
            {t.jit.all.button(enabled.length)}
          </Button>
        )}
      </div>
      <ul>
        {accounts.map((row) => (
          <GrantLine key={row.grant.id} row={row} onExtend={onExtend} />
        ))}
      </ul>
    </li>
  );
}
