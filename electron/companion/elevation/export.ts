import { setImmediate } from 'node:timers/promises';
import type { CsvPiece } from '../../../shared/contract/requests.ts';
import { askedAt } from '../../../shared/domain/asked-at.ts';
import type { RequestSelection } from '../api.ts';
import type { Core } from '../core.ts';
import { type Cell, csvHead, csvRows } from '../csv-text.ts';
import type { StoredRequest } from '../journal/journal.ts';

const REQUESTS_AT_A_TIME = 500;

const COLUMNS = [
  'id',
  'status',
  'asked',
  'customer',
  'customer name',
  'person',
  'e-mail',
  'device',
  'application',
  'publisher',
  'file',
  'path',
  'SHA-256',
  'reason',
  'decided by',
  'scope',
  'decided',
  'Halo ticket',
] as const;

/** Requests as CSV, newest first, a page at a time; others have a turn in between. */
export async function* exportRequests(
  { journal }: Pick<Core, 'journal'>,
  selection: RequestSelection,
): AsyncGenerator<CsvPiece, void, undefined> {
  yield { text: csvHead(COLUMNS), rows: 0 };
  for (let offset = 0; ; offset += REQUESTS_AT_A_TIME) {
    const { rows, total } = await journal.requests.list({ ...selection, limit: REQUESTS_AT_A_TIME, offset });
    const ids = rows.map(({ request }) => request.id);
    const tickets = new Map(
      (await journal.tickets.findMany(ids)).map((ticket) => [ticket.requestId, ticket.haloTicketId]),
    );
    const cells = rows.map((row) => cellsOf(row, tickets.get(row.request.id) ?? null));
    // Rows that cannot be read are missing in their page, which may so be empty before the end.
    if (rows.length > 0) yield { text: csvRows(cells), rows: rows.length };
    if (offset + REQUESTS_AT_A_TIME >= total) return;
    await setImmediate();
  }
}

function cellsOf({ request, firstSeenAt }: StoredRequest, haloTicketId: number | null): Cell[] {
  const { decision } = request;
  return [
    request.id,
    request.status,
    new Date(askedAt(request, firstSeenAt)).toISOString(),
    request.customerDisplayName,
    request.customerName,
    request.userName,
    request.userEmail,
    request.device,
    request.application,
    request.publisher,
    request.fileName,
    request.path,
    request.hash,
    request.reason,
    decision.byName ?? decision.byEmail,
    decision.scope,
    decision.at === null ? null : new Date(decision.at).toISOString(),
    haloTicketId,
  ];
}
