import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBuilding,
  IconFileUnknown,
  IconInfoCircle,
  IconLock,
  IconPlayerPause,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Warning } from '../../shared/contract/companion.ts';
import type { UnmappedCustomer } from '../../shared/contract/mapping.ts';
import type { ParkedRow } from '../../shared/contract/outbox.ts';
import type { QuarantinedItem } from '../../shared/contract/quarantine.ts';
import type { MappingState } from '../../shared/domain/mapping.ts';
import type { ServiceHealth } from '../../shared/domain/service-health.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { tellFailure } from '../ui/tell.ts';
import { When } from '../ui/time.tsx';
import { ClientDialog, DismissDialog } from './dialogs.ts';
import { Item } from './needs-item.tsx';

const failed = { onError: (error: Error) => tellFailure(textOf(error)) };

/** A service that is not called any more until a person has done something. */
export function RefusedItem({ health }: { readonly health: ServiceHealth }) {
  return (
    <Item
      icon={<IconLock className="bad" aria-hidden size={18} />}
      title={t.needs.refused(t.services[health.service])}
    >
      {health.text !== null && <p className="wrap">{health.text}</p>}
      <p className="dim">{t.healthHelp.refused}</p>
    </Item>
  );
}

/** Warnings that nobody may overlook. */
const ALARMS: readonly Warning['kind'][] = ['set-up', 'jit-not-disabled'];

export function WarningItem({ warning }: { readonly warning: Warning }) {
  const isChoice = warning.kind === 'connector-active';
  const Icon = isChoice || ALARMS.includes(warning.kind) ? IconAlertTriangle : IconInfoCircle;
  return (
    <Item icon={<Icon className="warn" aria-hidden size={18} />} title={t.needs.warnings[warning.kind]}>
      <p className="wrap">{warning.text}</p>
      {isChoice && <MakerChoice />}
    </Item>
  );
}

function MakerChoice() {
  const choose = useMutation(companion.companion.chooseTicketMaker.mutationOptions(failed));
  return (
    <div className="makers">
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={choose.isPending}
          onClick={() => choose.mutate({ maker: 'companion' })}
        >
          {t.needs.companionMakes}
        </Button>
        <p className="dim">{t.needs.companionMakesHelp}</p>
      </div>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={choose.isPending}
          onClick={() => choose.mutate({ maker: 'connector' })}
        >
          {t.needs.connectorMakes}
        </Button>
        <p className="dim">{t.needs.connectorMakesHelp}</p>
      </div>
    </div>
  );
}

export function UnmappedItem({ customer }: { readonly customer: UnmappedCustomer }) {
  const [isChoosing, setChoosing] = useState(false);
  const name = customer.displayName ?? customer.name ?? customer.customerKey;
  return (
    <Item
      icon={<IconBuilding className="warn" aria-hidden size={18} />}
      title={name}
      buttons={
        <Button
          size="compact-sm"
          variant="light"
          aria-label={`${t.needs.choose}: ${name}`}
          onClick={() => setChoosing(true)}
        >
          {t.needs.choose}
        </Button>
      }
    >
      <p className="wrap">
        {customer.note ?? reasonOf(customer.state)}{' '}
        <span className="dim">{t.needs.waiting(customer.waitingRequests)}.</span>
      </p>
      {isChoosing && (
        <ClientDialog
          customerKey={customer.customerKey}
          name={name}
          expected={{ state: customer.state, haloClientId: customer.haloClientId }}
          onClose={() => setChoosing(false)}
        />
      )}
    </Item>
  );
}

function reasonOf(state: MappingState): string {
  const { mapping } = t.needs;
  return state === 'ambiguous' || state === 'unmatched' || state === 'broken'
    ? mapping[state]
    : mapping.other;
}

export function ParkedItem({ row }: { readonly row: ParkedRow }) {
  const [isDismissing, setDismissing] = useState(false);
  const retry = useMutation(companion.outbox.retry.mutationOptions(failed));
  const { entry } = row;
  const reason = entry.parked?.text ?? entry.lastError;
  return (
    <Item
      icon={<IconPlayerPause className="bad" aria-hidden size={18} />}
      title={row.title}
      buttons={
        <>
          <Button
            size="compact-sm"
            variant="light"
            loading={retry.isPending}
            aria-label={`${t.needs.retry}: ${row.title}`}
            onClick={() => retry.mutate({ id: entry.id })}
          >
            {t.needs.retry}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t.needs.dismiss}: ${row.title}`}
            onClick={() => setDismissing(true)}
          >
            {t.needs.dismiss}
          </Button>
        </>
      }
    >
      <p className="wrap">
        {reason} <span className="dim">({t.needs.attempts(entry.attempt)})</span>
      </p>
      {isDismissing && <DismissDialog row={row} onClose={() => setDismissing(false)} />}
    </Item>
  );
}

export function QuarantinedLine({ item }: { readonly item: QuarantinedItem }) {
  const dismiss = useMutation(companion.quarantine.dismiss.mutationOptions(failed));
  const title = item.itemId === null ? t.needs.unreadableNoId : t.needs.unreadable(item.itemId);
  return (
    <Item
      icon={<IconFileUnknown className="dim" aria-hidden size={18} />}
      title={title}
      buttons={
        <Button
          size="compact-sm"
          variant="default"
          title={t.needs.quarantineHelp}
          loading={dismiss.isPending}
          aria-label={`${t.needs.dismiss}: ${title}`}
          onClick={() => dismiss.mutate({ key: item.key })}
        >
          {t.needs.dismiss}
        </Button>
      }
    >
      <p className="wrap">
        {item.reason}{' '}
        <span className="dim">
          ({t.needs.times(item.times)}, {t.needs.lastSeen} <When at={item.lastSeenAt} />)
        </span>
      </p>
    </Item>
  );
}
