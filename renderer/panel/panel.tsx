import './panel.css';
import { Button, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconWindowMaximize,
  IconX,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Overview } from '../../shared/contract/companion.ts';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { Destination } from '../../shared/domain/destination.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { companion, isDesktop, textOf } from '../contract-client.ts';
import { DecisionLine } from '../inbox/decision-line.tsx';
import { LoadingRows } from '../inbox/loading.tsx';
import { applicationOf, customerOf, deviceOf, personOf } from '../inbox/names.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { openInDesktop } from '../ui/safe-link.tsx';
import { tellFailure } from '../ui/tell.ts';
import { When } from '../ui/time.tsx';
import { hrefOf } from '../ui/use-route.ts';
import { PanelGrants } from './panel-grants.tsx';

/** As many as fit; the window has the rest. */
const SHOWN = 5;

/** The small window beside the tray: what waits and which accounts run, at a glance. */
export function Panel() {
  const overview = useQuery(companion.companion.overview.queryOptions({ input: {} }));
  const input = { filter: 'pending' as const, search: '', limit: SHOWN, offset: 0 };
  const requests = useQuery(companion.requests.list.queryOptions({ input }));
  const rows = requests.data?.rows ?? [];
  const more = (requests.data?.total ?? 0) - rows.length;
  return (
    <main className="panel">
      <header className="panel-head">
        <h1>{t.panel.title}</h1>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconWindowMaximize aria-hidden size={14} />}
          onClick={() => go(null)}
        >
          {t.panel.openWindow}
        </Button>
      </header>
      {overview.data && <Wellbeing overview={overview.data} />}
      <section aria-labelledby="panel-pending">
        <h2 id="panel-pending">{t.panel.pending}</h2>
        {requests.isPending && <LoadingRows />}
        {requests.isError && <Failure error={requests.error} onRetry={() => void requests.refetch()} />}
        {requests.isSuccess && rows.length === 0 && (
          <p className="dim">
            {t.panel.none}. {t.panel.noneHelp}
          </p>
        )}
        <ul className="surface panel-rows">
          {rows.map((row) => (
            <Pending key={row.request.id} row={row} canDecide={overview.data?.canDecide ?? false} />
          ))}
        </ul>
        {more > 0 && (
          <UnstyledButton className="link" onClick={() => go({ screen: 'requests' })}>
            {t.panel.more(more)}
          </UnstyledButton>
        )}
      </section>
      <PanelGrants />
    </main>
  );
}

/** Shows a place in the big window; in a browser this tab goes there. */
function go(place: Destination | null): void {
  if (isDesktop) void openInDesktop({ what: 'place', place });
  else if (place?.screen === 'request') location.hash = hrefOf('requests', place.requestId);
  else location.hash = hrefOf('requests');
}

function Wellbeing({ overview }: { readonly overview: Overview }) {
  const { counts, services } = overview;
  const needs = counts.awaitingMapping + counts.parked + counts.quarantined + overview.warnings.length;
  const ill = services.filter(({ state }) => state === 'troubled' || state === 'refused');
  const lines = [
    ...ill.map(({ service }) => t.panel.trouble(t.services[service])),
    ...(needs > 0 ? [t.panel.needsYou(needs)] : []),
  ];
  if (lines.length === 0) {
    return (
      <p className="state good">
        <IconCircleCheck aria-hidden size={15} /> {t.panel.allWell}
      </p>
    );
  }
  return (
    <UnstyledButton className="warned panel-alarm" onClick={() => go({ screen: 'needs-attention' })}>
      <IconAlertTriangle aria-hidden size={16} /> {lines.join(' · ')}
    </UnstyledButton>
  );
}

function Pending({ row, canDecide }: { readonly row: RequestRow; readonly canDecide: boolean }) {
  const { request } = row;
  const decide = useMutation(
    companion.requests.decide.mutationOptions({
      onSuccess: ({ accepted, text }) => {
        if (!accepted) tellFailure(text ?? t.decide.refused);
      },
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  const say = (verdict: Verdict) =>
    decide.mutate({
      requestId: request.id,
      verdict,
      scope: 'once',
      elevationType: null,
      comment: null,
      undoable: true,
    });
  const about = `${personOf(request)}, ${applicationOf(request)}`;
  return (
    <li>
      <UnstyledButton
        className="panel-what"
        aria-label={t.panel.openFor(about)}
        onClick={() => go({ screen: 'request', requestId: request.id })}
      >
        <span className="cut">
          <bdi className="strong">{personOf(request)}</bdi> ·{' '}
          <bdi className="strong">{applicationOf(request)}</bdi>
        </span>
        <span className="cut dim">
          <bdi>{customerOf(request)}</bdi> · <bdi>{deviceOf(request)}</bdi> ·{' '}
          <When at={request.createdAt ?? row.firstSeenAt} />
        </span>
      </UnstyledButton>
      {row.decision !== null && <DecisionLine row={row} />}
      {row.decision === null && canDecide && (
        <div className="panel-buttons">
          <Button
            size="compact-sm"
            variant="light"
            disabled={decide.isPending}
            leftSection={<IconCheck aria-hidden size={14} />}
            aria-label={t.panel.approveFor(about)}
            onClick={() => say('approve')}
          >
            {t.panel.approveOnce}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={decide.isPending}
            leftSection={<IconX aria-hidden size={14} />}
            aria-label={t.panel.denyFor(about)}
            onClick={() => say('deny')}
          >
            {t.panel.deny}
          </Button>
        </div>
      )}
    </li>
  );
}
