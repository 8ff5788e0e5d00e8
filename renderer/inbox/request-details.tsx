import type { ReactNode } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import { exactTime } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { SafeLink, safeUrl } from '../ui/safe-link.tsx';
import { SeenBefore } from './seen-before.tsx';

type Fact = readonly [label: string, value: string | null | undefined];

/** Everything that is known of a request, to the letter. */
export function RequestDetails({ row, id }: { readonly row: RequestRow; readonly id: string }) {
  const { request } = row;
  const { fields } = t;
  const what: readonly Fact[] = [
    [fields.application, request.application],
    [fields.publisher, request.publisher],
    [fields.file, request.fileName],
    [fields.path, request.path],
    [fields.hash, request.hash],
    [fields.reason, request.reason],
  ];
  const who: readonly Fact[] = [
    [fields.user, request.userName],
    [fields.email, request.userEmail],
    [fields.device, request.device],
    [fields.system, request.operatingSystem],
    [fields.customer, both(request.customerDisplayName, request.customerName)],
    [fields.client, row.haloClientName],
    [fields.asked, request.createdAt === null ? null : exactTime(request.createdAt)],
  ];
  return (
    <div id={id} className="details">
      <Facts facts={what} />
      <Facts facts={who} />
      <Facts facts={course(row)}>
        {safeUrl(request.portalUrl) !== null && (
          <div className="pair">
            <dt>{fields.inIdemeum}</dt>
            <dd>
              <SafeLink
                href={request.portalUrl}
                target={{ what: 'request-in-portal', requestId: request.id }}
              >
                {t.request.openInIdemeum}
              </SafeLink>
            </dd>
          </div>
        )}
      </Facts>
      <SeenBefore requestId={request.id} />
    </div>
  );
}

/** What became of the request, here and in Halo. */
function course({ request, ticket }: RequestRow): readonly Fact[] {
  const { decision } = request;
  const facts: readonly Fact[] = [
    [t.fields.decidedBy, both(decision.byName, decision.byEmail)],
    [t.fields.elevation, decision.elevationType && t.decide.elevations[decision.elevationType]],
    [t.fields.comment, decision.comment],
    [t.fields.updated, request.updatedAt === null ? null : exactTime(request.updatedAt)],
    [t.fields.ticketNote, ticket?.note],
    [t.fields.madeBy, ticket?.haloTicketId == null ? null : t.fields.makers[ticket.madeBy]],
  ];
  return [
    ...facts.filter(([, value]) => value),
    [t.fields.reference, ticket?.reference],
    [t.fields.requestId, request.id],
  ];
}

function both(first: string | null, second: string | null): string | null {
  return first === null || second === null || first === second ? (first ?? second) : `${first} (${second})`;
}

function Facts({ facts, children }: { readonly facts: readonly Fact[]; readonly children?: ReactNode }) {
  return (
    <dl className="pairs">
      {facts.map(([label, value]) => (
        <div key={label} className="pair">
          <dt>{label}</dt>
          <dd>{value ? <bdi>{value}</bdi> : <span className="dim">{t.fields.notKnown}</span>}</dd>
        </div>
      ))}
      {children}
    </dl>
  );
}
