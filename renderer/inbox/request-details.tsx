import type { RequestRow } from '../../shared/contract.ts';
import { en } from '../strings/en.ts';

/** Everything that is known of a request. */
export function RequestDetails({ row }: { readonly row: RequestRow }) {
  const { request, ticket } = row;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [en.fields.customer, [request.customerDisplayName, request.customerName].filter(Boolean).join(' · ')],
    [en.fields.client, row.haloClientName],
    [en.fields.email, request.userEmail],
    [en.fields.os, request.operatingSystem],
    [en.fields.publisher, request.publisher],
    [en.fields.file, request.fileName],
    [en.fields.path, request.path],
    [en.fields.hash, request.hash],
    [en.fields.reason, request.reason],
    [en.fields.comment, request.decision.comment],
    [en.fields.note, ticket?.note],
    [en.fields.request, request.id],
    [en.fields.reference, ticket?.reference],
  ];
  return (
    <dl className="facts">
      {facts.map(([label, value]) =>
        value ? (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
