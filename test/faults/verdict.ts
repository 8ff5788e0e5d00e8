/** What the pretend services remember of a run, as far as the rules speak of it. */
export interface Remembered {
  readonly requests: readonly {
    readonly id: string;
    readonly status: string;
    readonly haloClientId: number;
    readonly assetId: number | null;
    /** Halo's agent for who decided; null where Halo has none. */
    readonly agentId: number | null;
    readonly deciderName: string | null;
  }[];
  readonly tickets: readonly {
    readonly id: number;
    readonly thirdPartyId: string | null;
    readonly clientId: number;
    readonly assetIds: readonly number[];
    readonly agentId: number | null;
    readonly closed: boolean;
    readonly closings: readonly { readonly note: string; readonly hours: number | null }[];
  }[];
}

/** Five minutes in Halo's decimal hours. */
const HOURS = 0.0833;

const VERDICTS: Readonly<Record<string, string>> = {
  APPROVED: 'Approved',
  DENIED: 'Denied',
  EXPIRED: 'Expired',
  CANCELLED: 'Cancelled',
};

type Asked = Remembered['requests'][number];
type Made = Remembered['tickets'][number];

/** Everything that breaks design rule 1, in words; empty when all is well. */
export function wrongsIn({ requests, tickets }: Remembered): string[] {
  const known = new Set(requests.map((request) => request.id));
  const own = new Map<string, Made[]>();
  for (const ticket of tickets) {
    const id = ticket.thirdPartyId ?? '';
    own.set(id, [...(own.get(id) ?? []), ticket]);
  }
  const strays = tickets.filter(({ thirdPartyId }) => thirdPartyId === null || !known.has(thirdPartyId));
  return [
    ...requests.flatMap((request) =>
      wrongsOf(request, own.get(request.id) ?? []).map((text) => `${request.id}: ${text}`),
    ),
    ...strays.map(({ id }) => `ticket ${id} is nobody's`),
  ];
}

/** How many second tickets were made for a request that had one, and closed as duplicates. */
export function duplicatesIn({ requests, tickets }: Remembered): number {
  const answered = new Set(tickets.map(({ thirdPartyId }) => thirdPartyId));
  return tickets.length - requests.filter(({ id }) => answered.has(id)).length;
}

/** The lowest number wins; every other ticket of the request has to be closed as its duplicate. */
function wrongsOf(request: Asked, own: readonly Made[]): string[] {
  const [ticket, ...others] = own.toSorted((a, b) => a.id - b.id);
  if (!ticket) return ['no ticket'];
  const duplicates = others.flatMap((other) => wrongsOfDuplicate(other, ticket.id));
  const opening = [...wrongsOfOpening(request, ticket), ...duplicates];
  if (request.status === 'PENDING') return ticket.closed ? [...opening, 'closed though pending'] : opening;
  return [...opening, ...wrongsOfClosing(request, ticket)];
}

function wrongsOfDuplicate({ id, closed, closings }: Made, winnerId: number): string[] {
  const [closing, ...again] = closings;
  if (!closed || !closing) return [`a second ticket, ${id}, is open beside ${winnerId}`];
  if (again.length > 0) return [`the duplicate ${id} was closed ${closings.length} times`];
  const isNamed = closing.note.startsWith(`Duplicate of ticket #${winnerId}:`);
  return [
    ...(isNamed ? [] : [`the second ticket ${id} was not closed as a duplicate of ${winnerId}`]),
    ...((closing.hours ?? 0) === 0 ? [] : [`time was booked on the duplicate ${id}`]),
  ];
}

function wrongsOfOpening(request: Asked, ticket: Made): string[] {
  const assets = request.assetId === null ? '' : String(request.assetId);
  return [
    ...(ticket.clientId === request.haloClientId
      ? []
      : [`client ${ticket.clientId}, not ${request.haloClientId}`]),
    ...(ticket.assetIds.join() === assets ? [] : [`assets [${ticket.assetIds.join()}], not [${assets}]`]),
  ];
}

function wrongsOfClosing(request: Asked, ticket: Made): string[] {
  const [closing, ...others] = ticket.closings;
  if (!ticket.closed || !closing) return [`ticket ${ticket.id} is not closed`];
  if (others.length > 0) return [`ticket ${ticket.id} was closed ${ticket.closings.length} times`];
  const isAgentRight = request.agentId === null || ticket.agentId === request.agentId;
  const says = (text: string) => closing.note.includes(text);
  return [
    ...(isAgentRight ? [] : [`agent ${ticket.agentId}, not ${request.agentId}`]),
    ...(closing.hours === HOURS ? [] : [`${closing.hours} hours`]),
    ...(says(request.deciderName ?? '') ? [] : ['the note does not name who decided']),
    ...(says(VERDICTS[request.status] ?? '?') ? [] : [`the note does not say ${request.status}`]),
    ...(says('Reference IDM-') ? [] : ['the note holds no reference']),
  ];
}
