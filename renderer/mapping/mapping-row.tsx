import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleOff,
  IconHandClick,
  IconHelpCircle,
  IconHourglass,
  IconLinkOff,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { MappingRow as Row } from '../../shared/contract/mapping.ts';
import type { MappingChoice, MappingState } from '../../shared/domain/mapping.ts';
import { t } from '../strings/texts.ts';
import { nameOf } from './use-mapping-actions.ts';

const LOOKS = {
  'by-display-name': { Icon: IconCircleCheck, tone: 'good' },
  'by-name': { Icon: IconCircleCheck, tone: 'good' },
  manual: { Icon: IconHandClick, tone: 'good' },
  ambiguous: { Icon: IconHelpCircle, tone: 'warn' },
  unmatched: { Icon: IconHelpCircle, tone: 'warn' },
  ignored: { Icon: IconCircleOff, tone: 'dim' },
  broken: { Icon: IconLinkOff, tone: 'bad' },
} as const satisfies Record<MappingState, object>;

interface Props {
  readonly row: Row;
  /** What it is becoming, while that is not confirmed. */
  readonly pending: string | undefined;
  readonly onPick: (row: Row) => void;
  readonly onChoose: (row: Row, choice: MappingChoice, label: string) => void;
}

/** One customer: what it is in Halo, how that came, and what can be done about it. */
export const MappingRow = memo(function MappingRow({ row, pending, onPick, onChoose }: Props) {
  return (
    <>
      <div className="mapping-who">
        <bdi className="strong wrap">{nameOf(row)}</bdi>
        {row.name !== null && row.displayName !== null && <bdi className="dim wrap">{row.name}</bdi>}
        {row.waitingRequests > 0 && (
          <span className="state warn">
            <IconHourglass aria-hidden size={14} /> {t.mappings.waiting(row.waitingRequests)}
          </span>
        )}
      </div>
      <ClientOf row={row} pending={pending} />
      <div className="mapping-buttons">
        <RowButtons row={row} isBusy={pending !== undefined} onPick={onPick} onChoose={onChoose} />
      </div>
    </>
  );
});

function ClientOf({ row, pending }: { readonly row: Row; readonly pending: string | undefined }) {
  const { Icon, tone } = LOOKS[row.state];
  if (pending !== undefined) {
    return (
      <div className="mapping-client">
        <bdi className="wrap">{pending}</bdi>
        <span className="dim">{t.mappings.saving}</span>
      </div>
    );
  }
  return (
    <div className="mapping-client">
      <bdi className="wrap">
        {row.haloClientId === null
          ? t.mappings.noClient
          : (row.clientName ?? t.mappings.clientGone(row.haloClientId))}
      </bdi>
      <span className={`state ${tone}`} title={row.note ?? undefined}>
        <Icon aria-hidden size={14} />
        <span>
          {t.mappings.states[row.state]}
          {row.mappedBy !== null && row.state === 'manual' && ` ${t.mappings.by(row.mappedBy)}`}
        </span>
      </span>
      {row.reference === 'differs' && (
        <span className="state warn">
          <IconAlertTriangle aria-hidden size={14} />
          <span className="wrap">{t.mappings.differs(row.clientReference ?? '')}</span>
        </span>
      )}
    </div>
  );
}

function RowButtons({
  row,
  isBusy,
  onPick,
  onChoose,
}: Omit<Props, 'pending'> & { readonly isBusy: boolean }) {
  const name = nameOf(row);
  const { suggestion } = row;
  const isByHand = row.state === 'manual' || row.state === 'ignored';
  return (
    <>
      {suggestion && (
        <Button
          size="compact-sm"
          variant="light"
          disabled={isBusy}
          className="mapping-accept"
          aria-label={t.mappings.acceptFor(name, suggestion.clientName)}
          onClick={() => accept(row, onChoose)}
        >
          <bdi className="cut">{t.mappings.accept(suggestion.clientName)}</bdi>
          <span className="mapping-close">{t.mappings.close(percentOf(suggestion.closeness))}</span>
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        disabled={isBusy}
        aria-label={t.mappings.chooseFor(name)}
        onClick={() => onPick(row)}
      >
        {row.haloClientId === null ? t.mappings.choose : t.mappings.change}
      </Button>
      {isByHand ? (
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={isBusy}
          aria-label={t.mappings.automaticFor(name)}
          onClick={() => onChoose(row, { kind: 'automatic' }, t.mappings.automatic)}
        >
          {t.mappings.automatic}
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={isBusy}
          aria-label={t.mappings.ignoreFor(name)}
          onClick={() => ignore(row, onChoose)}
        >
          {t.mappings.ignore}
        </Button>
      )}
    </>
  );
}

export function percentOf(closeness: number): number {
  return Math.floor(closeness * 100);
}

/** Takes the suggestion, where there is one. */
export function accept(row: Row, onChoose: Props['onChoose']): void {
  if (row.suggestion === null) return;
  const { haloClientId, clientName } = row.suggestion;
  onChoose(row, { kind: 'client', haloClientId }, clientName);
}

export function ignore(row: Row, onChoose: Props['onChoose']): void {
  if (row.state !== 'ignored') onChoose(row, { kind: 'ignored' }, t.mappings.filters.ignored);
}
