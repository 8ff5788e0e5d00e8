import type { RequestRow } from '../../shared/contract/requests.ts';
import { exactTime } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { SafeLink, safeUrl } from '../ui/safe-link.tsx';
import { type Fact, Facts } from './facts.tsx';
import { SeenBefore } from './seen-before.tsx';

/** Everything that is known of a request, to the letter. */
export function RequestDetails({ row, id }: { readonly row: RequestRow; readonly id: string }) {
  const { request } = row;
  const { fields } = t;
  const what: readonly Fact[] = [
    { label: fields.application, value: request.application },
    { label: fields.publisher, value: request.publisher },
    { label: fields.file, value: request.fileName },
    { label: fields.path, value: request.path, isCode: true },
    { label: fields.hash, value: request.hash, isCode: true },
    { label: fields.reason, value: request.reason },
  ];
  const who: readonly Fact[] = [
    { label: fields.user, value: request.userName },
    { label: fields.email, value: request.userEmail },
    { label: fields.device, value: request.device },
    { label: fields.asset, value: assetOf(row) },
    { label: fields.system, value: request.operatingSystem },
    { label: fields.customer, value: both(request.customerDisplayName, request.customerName) },
    { label: fields.client, value: row.haloClientName },
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
      <SeenBefore requestId={request.id} hasLinks />
    </div>
  );
}

/** The asset on the ticket; why there is none, where the companion made the ticket and so looked for one. */
function assetOf({ ticket }: RequestRow): string | null {
  if (ticket === null || ticket.haloTicketId === null) return null;
  if (ticket.haloAssetId !== null) return t.request.asset(ticket.haloAssetId);
  return ticket.madeBy === 'companion' ? t.fields.noAsset : null;
}

/** What became of the request, here and in Halo. */
function course({ request, ticket }: RequestRow): readonly Fact[] {
  const { decision, createdAt, updatedAt } = request;
  const { fields } = t;
  const facts: readonly Fact[] = [
    { label: fields.decidedBy, value: both(decision.byName, decision.byEmail) },
    { label: fields.elevation, value: decision.elevationType && t.decide.elevations[decision.elevationType] },
    { label: fields.comment, value: decision.comment },
    { label: fields.ticketNote, value: ticket?.note },
    { label: fields.madeBy, value: ticket?.haloTicketId == null ? null : fields.makers[ticket.madeBy] },
    { label: fields.updated, value: updatedAt === null ? null : exactTime(updatedAt) },
  ];
  return [
    { label: fields.asked, value: createdAt === null ? null : exactTime(createdAt) },
    ...facts.filter(({ value }) => value),
    { label: fields.reference, value: ticket?.reference, isCode: true },
    { label: fields.requestId, value: request.id, isCode: true },
  ];
}

function both(first: string | null, second: string | null): string | null {
  return first === null || second === null || first === second ? (first ?? second) : `${first} (${second})`;
}
