import { Button, Group, Skeleton, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Overview, RequestFilter, RequestRow } from '../../shared/contract.ts';
import { companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';
import { Failure } from '../ui/failure.tsx';
import { EmptyList } from './empty-list.tsx';
import { Header } from './header.tsx';
import { NeedsYou } from './needs-you.tsx';
import type { OpenDecision } from './open-decision.ts';
import { RequestItem } from './request-item.tsx';
import { SummaryTiles } from './summary-tiles.tsx';
import { useListKeys } from './use-list-keys.ts';

const DecisionDialog = lazy(async () => ({
  default: (await import('./decision-dialog.tsx')).DecisionDialog,
}));
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog,
}));

const PAGE = 100;
const MOST = 500;

/** The technician's screen: what waits, why, and what to do about it. */
export function Inbox() {
  const overview = useQuery(companion.companion.overview.queryOptions({ input: undefined }));
  if (overview.isError) {
    return <Failure text={overview.error.message} onRetry={() => void overview.refetch()} />;
  }
  if (!overview.data) return <Loading />;
  return (
    <Stack gap="md">
      <Header overview={overview.data} />
      <NeedsYou overview={overview.data} />
      <RequestList overview={overview.data} />
      <VisuallyHidden aria-live="polite">{en.newRequests(overview.data.counts.pending)}</VisuallyHidden>
    </Stack>
  );
}

function RequestList({ overview }: { readonly overview: Overview }) {
  const [filter, setFilter] = useState<RequestFilter>('pending');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const [limit, setLimit] = useState(PAGE);
  const [open, setOpen] = useState<string | null>(null);
  const [decision, setDecision] = useState<OpenDecision | null>(null);
  const [help, setHelp] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const list = useQuery({
    ...companion.requests.list.queryOptions({ input: { filter, search, limit, offset: 0 } }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.rows ?? [];
  const canDecide = (row: RequestRow) =>
    overview.canDecide && row.request.status === 'pending' && row.decision === null;
  const decide = (row: RequestRow, verdict: OpenDecision['verdict']) => {
    if (canDecide(row)) setDecision({ row, verdict });
  };
  const current = useListKeys(rows, {
    open: (row) => setOpen(open === row.request.id ? null : row.request.id),
    approve: (row) => decide(row, 'approve'),
    deny: (row) => decide(row, 'deny'),
    search: () => searchField.current?.focus(),
    help: () => setHelp(true),
  });
  return (
    <>
      <SummaryTiles
        counts={overview.counts}
        filter={filter}
        onFilter={(next) => {
          setFilter(next);
          setLimit(PAGE);
        }}
      />
      <Group gap="xs" wrap="nowrap">
        <TextInput
          ref={searchField}
          type="search"
          aria-label={en.search}
          placeholder={en.search}
          leftSection={<IconSearch aria-hidden size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button
          variant="default"
          leftSection={<IconKeyboard aria-hidden size={16} />}
          onClick={() => setHelp(true)}
          visibleFrom="sm"
        >
          {en.shortcuts}
        </Button>
      </Group>
      <section className="surface" aria-label={en.filters[filter]} aria-busy={list.isFetching}>
        {list.isError && <Failure text={list.error.message} onRetry={() => void list.refetch()} />}
        {!list.data && !list.isError && <ListSkeleton />}
        {list.data && rows.length === 0 && <EmptyList filter={filter} searching={search !== ''} />}
        <ul className="rows">
          {rows.map((row) => (
            <RequestItem
              key={row.request.id}
              row={row}
              isCurrent={row.request.id === current}
              isOpen={row.request.id === open}
              canDecide={canDecide(row)}
              onToggle={() => setOpen(open === row.request.id ? null : row.request.id)}
              onDecide={(verdict) => decide(row, verdict)}
            />
          ))}
        </ul>
      </section>
      {list.data && rows.length > 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {en.results(rows.length, list.data.total)}
          </Text>
          {rows.length < list.data.total && limit < MOST && (
            <Button variant="default" size="xs" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
              {en.showMore}
            </Button>
          )}
        </Group>
      )}
      <Suspense fallback={null}>
        {decision && <DecisionDialog decision={decision} onClose={() => setDecision(null)} />}
        {help && <ShortcutsDialog onClose={() => setHelp(false)} />}
      </Suspense>
    </>
  );
}

function Loading() {
  return (
    <Stack gap="md" aria-busy aria-label={en.loading} role="status">
      <Skeleton height={64} radius="md" />
      <Skeleton height={70} radius="md" />
      <ListSkeleton />
    </Stack>
  );
}

function ListSkeleton() {
  return (
    <Stack gap="xs" p="md">
      {[1, 2, 3, 4].map((line) => (
        <Skeleton key={line} height={52} radius="sm" />
      ))}
    </Stack>
  );
}
