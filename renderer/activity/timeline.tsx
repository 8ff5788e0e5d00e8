import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActivityEntry, ExportFormat } from '../../shared/contract/activity.ts';
import { client, companion, textOf } from '../contract-client.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { saveFile } from '../ui/save-file.ts';
import { tellFailure } from '../ui/tell.ts';
import { When } from '../ui/time.tsx';
import { hrefOf } from '../ui/use-route.ts';
import { VerifyRecord } from './verify-record.tsx';

const PAGE = 50;
const SEARCH_AFTER_MS = 200;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Everything that the companion did, newest first, each entry with its reason and the ids it is about. */
export function Timeline({ range }: { readonly range: Range }) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const [kind, setKind] = useState('all');
  const query = useInfiniteQuery(
    companion.activity.timeline.infiniteOptions({
      input: (beforeId: number | undefined) => ({
        ...range,
        search,
        limit: PAGE,
        ...(kind === 'all' ? {} : { kind }),
        ...(beforeId === undefined ? {} : { beforeId }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (last) => last.nextBeforeId ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const kinds = Object.entries(t.activity.timeline.kinds).map(([value, label]) => ({ value, label }));
  return (
    <section className="surface card" aria-labelledby="timeline-title">
      <div className="activity-head">
        <h3 id="timeline-title" className="grow">
          {t.activity.timeline.title}
        </h3>
        <VerifyRecord />
        <Export range={range} />
      </div>
      <div className="activity-head">
        <TextInput
          className="grow"
          type="search"
          size="xs"
          aria-label={t.activity.timeline.search}
          placeholder={t.activity.timeline.search}
          leftSection={<IconSearch aria-hidden size={15} />}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          aria-label={t.activity.timeline.kind}
          data={kinds}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
        />
      </div>
      {query.isPending && <LoadingRows />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && (
        <p role="status" className="dim">
          {search === '' && kind === 'all' ? t.activity.timeline.none : t.activity.timeline.noneFound}
        </p>
      )}
      <ol className="timeline">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          size="compact-sm"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t.activity.timeline.more}
        </Button>
      )}
    </section>
  );
}

function Entry({ entry }: { readonly entry: ActivityEntry }) {
  const isOwn = entry.actor === 'companion';
  return (
    <li data-result={entry.result}>
      <span className="timeline-when dim">
        <When at={entry.at} />
      </span>
      <div className="grow">
        <p className="wrap">
          {entry.result !== 'done' && (
            <strong className={entry.result === 'failed' ? 'bad' : 'info'}>
              {entry.result === 'failed' ? t.activity.timeline.failed : t.activity.timeline.underWay}:{' '}
            </strong>
          )}
          <bdi>{entry.text}</bdi>
        </p>
        <p className="timeline-facts dim">
          <span>{t.activity.timeline.by(isOwn ? t.activity.timeline.companion : entry.actor)}</span>
          {entry.customerName !== null && <bdi>{entry.customerName}</bdi>}
          {entry.about !== null && entry.requestId !== null && (
            <a className="link" href={hrefOf('requests', entry.requestId)}>
              <bdi>{entry.about}</bdi>
            </a>
          )}
          {entry.haloTicketId !== null && (
            <SafeLink
              href={entry.ticketUrl}
              target={{ what: 'halo-ticket', haloTicketId: entry.haloTicketId }}
            >
              {t.activity.timeline.ticket(entry.haloTicketId)}
            </SafeLink>
          )}
          {entry.requestId !== null && (
            <span className="wrap">{t.activity.timeline.request(entry.requestId)}</span>
          )}
          <code>{entry.event}</code>
        </p>
      </div>
    </li>
  );
}

function Export({ range }: { readonly range: Range }) {
  const [soFar, setSoFar] = useState<number | null>(null);
  const exportAs = async (format: ExportFormat) => {
    const pieces: string[] = [];
    let length = 0;
    setSoFar(0);
    try {
      for await (const { text } of await client.activity.export({ ...range, format })) {
        pieces.push(text);
        length += text.length;
        setSoFar(length);
      }
      saveFile('activity', format === 'csv' ? 'csv' : 'jsonl', pieces);
    } catch (error) {
      tellFailure(textOf(error instanceof Error ? error : new Error(String(error))));
    }
    setSoFar(null);
  };
  return (
    <>
      {(['csv', 'json-lines'] as const).map((format) => (
        <Button
          key={format}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconDownload aria-hidden size={14} />}
          disabled={soFar !== null}
          onClick={() => void exportAs(format)}
        >
          {format === 'csv' ? t.activity.timeline.exportCsv : t.activity.timeline.exportJson}
        </Button>
      ))}
      {soFar !== null && <span role="status">{t.activity.timeline.exporting(soFar)}</span>}
    </>
  );
}
