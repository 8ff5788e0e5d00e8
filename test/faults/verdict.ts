/** What the pretend services remember of a run, as far as the rules speak of it. */
export interface Remembered {
  readonly requests: readonly {
    readonly id: string;
    readonly status: string;
    readonly haloClientId: number;
    readonly assetId: number | null;
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

type Asked = Remembered['requests'][number];
type Made = Remembered['tickets'][number];

/** Everything that breaks design rule 1, in words; empty when all is well. */
export function wrongsIn({ requests, tickets }: Remembered): string[] {
  const known = new Set(requests.map((request) => request.id));
  const strays = tickets.filter(({ thirdPartyId }) => thirdPartyId === null || !known.has(thirdPartyId));
  return [
    ...requests.flatMap((request) => {
      const own = tickets.filter((ticket) => ticket.thirdPartyId === request.id);
      return wrongsOf(request, own).map((text) => `${request.id}: ${text}`);
    }),
    ...strays.map(({ id }) => `ticket ${id} is nobody's`),
  ];
}

function wrongsOf(request: Asked, own: readonly Made[]): string[] {
  const [ticket] = own;
  if (!ticket || own.length !== 1) return [`${own.length} tickets (${own.map(({ id }) => id).join(', ')})`];
  const opening = wrongsOfOpening(request, ticket);
  if (request.status === 'PENDING') return ticket.closed ? [...opening, 'closed though pending'] : opening;
  return [...opening, ...wrongsOfClosing(request, ticket)];
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
  if (!ticket.closed || !closing || others.length > 0) return [`closed ${ticket.closings.length} times`];
  const isAgentRight = request.agentId === null || ticket.agentId === request.agentId;
  return [
    ...(isAgentRight ? [] : [`agent ${ticket.agentId}, not ${request.agentId}`]),
    ...(closing.hours === HOURS ? [] : [`${closing.hours} hours`]),
    ...(closing.note.includes(request.deciderName ?? '') ? [] : ['the note does not name who decided']),
  ];
}
