import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Overview, ParkedRow, UnmappedCustomer, Warning } from '../../shared/contract.ts';
import { companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';

const ClientDialog = lazy(async () => ({ default: (await import('./client-dialog.tsx')).ClientDialog }));
const DismissDialog = lazy(async () => ({ default: (await import('./dismiss-dialog.tsx')).DismissDialog }));

/** Everything that waits for a person, with the reason and what to do. Not there when nothing does. */
export function NeedsYou({ overview }: { readonly overview: Overview }) {
  const parked = useQuery(companion.outbox.parked.queryOptions({ input: undefined })).data ?? [];
  const unmapped = useQuery(companion.mapping.unmapped.queryOptions({ input: undefined })).data ?? [];
  const quarantined = useQuery(companion.quarantine.list.queryOptions({ input: undefined })).data ?? [];
  const release = useMutation(companion.quarantine.dismiss.mutationOptions());
  const count = overview.warnings.length + parked.length + unmapped.length + quarantined.length;
  if (count === 0) return null;
  return (
    <section className="surface" aria-labelledby="needs-you">
      <Group gap="xs" px="md" pt="sm">
        <IconAlertTriangle aria-hidden size={18} />
        <Title order={2} size="h5" id="needs-you">
          {en.needsYou} ({count})
        </Title>
      </Group>
      <Stack gap={0}>
        {overview.warnings.map((warning) => (
          <WarningItem key={`${warning.kind} ${warning.text}`} warning={warning} />
        ))}
        {unmapped.map((customer) => (
          <UnmappedItem key={customer.customerKey} customer={customer} />
        ))}
        {parked.map((row) => (
          <ParkedItem key={row.entry.id} row={row} />
        ))}
        {quarantined.map((item) => (
          <Item
            key={item.key}
            title={en.setAside(item.itemId ?? en.unreadableId)}
            text={`${item.reason} (${en.seenTimes(item.times)})`}
          >
            <Button size="compact-sm" variant="default" onClick={() => release.mutate({ key: item.key })}>
              {en.dismiss}
            </Button>
          </Item>
        ))}
      </Stack>
    </section>
  );
}

function Item({ title, text, children }: { title: string; text: string | null; children?: ReactNode }) {
  return (
    <Group justify="space-between" gap="sm" px="md" py="sm" align="flex-start">
      <div style={{ flex: '1 1 16rem', minWidth: 0 }}>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          <bdi>{title}</bdi>
        </Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
      </div>
      <Group gap={6}>{children}</Group>
    </Group>
  );
}

function WarningItem({ warning }: { readonly warning: Warning }) {
  const choose = useMutation(companion.companion.chooseTicketMaker.mutationOptions());
  return (
    <Item title={en.warningTitles[warning.kind]} text={warning.text}>
      {warning.kind === 'connector-active' && (
        <>
          <Button size="compact-sm" variant="default" onClick={() => choose.mutate({ maker: 'companion' })}>
            {en.companionMakes}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => choose.mutate({ maker: 'connector' })}>
            {en.connectorMakes}
          </Button>
        </>
      )}
    </Item>
  );
}

function UnmappedItem({ customer }: { readonly customer: UnmappedCustomer }) {
  const [choosing, setChoosing] = useState(false);
  const name = customer.displayName ?? customer.name ?? customer.customerKey;
  return (
    <Item title={`${name}: ${en.waitingRequests(customer.waitingRequests)}`} text={customer.note}>
      <Button size="compact-sm" onClick={() => setChoosing(true)}>
        {en.chooseClient}
      </Button>
      <Suspense fallback={null}>
        {choosing && (
          <ClientDialog customerKey={customer.customerKey} name={name} onClose={() => setChoosing(false)} />
        )}
      </Suspense>
    </Item>
  );
}

function ParkedItem({ row }: { readonly row: ParkedRow }) {
  const [dismissing, setDismissing] = useState(false);
  const retry = useMutation(companion.outbox.retry.mutationOptions());
  const { entry } = row;
  return (
    <Item title={row.title} text={entry.parked?.text ?? entry.lastError}>
      <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate({ id: entry.id })}>
        {en.retry}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setDismissing(true)}>
        {en.dismiss}
      </Button>
      <Suspense fallback={null}>
        {dismissing && <DismissDialog row={row} onClose={() => setDismissing(false)} />}
      </Suspense>
    </Item>
  );
}
