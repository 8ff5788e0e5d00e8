import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import type { TicketDefaults } from '../../../shared/domain/ticket.ts';
import { assertNever } from '../ports/errors.ts';

/** Halo cuts long summaries; the reference at the end must survive. */
const SUMMARY_LENGTH = 200;

/** Who asks for what on which device, and the reference by which the ticket is found again. */
export function summaryOf(request: ElevationRequest, reference: string): string {
  const text = oneLine(
    `Elevation request: ${personOf(request)} wants to run ${applicationOf(request)} on ${request.device ?? 'an unknown device'}`,
  );
  const room = SUMMARY_LENGTH - reference.length - 3;
  return `${cut(text, room)} [${reference}]`;
}

/** The ticket's body: everything a technician needs to decide, with links to respond. */
export function detailsHtmlOf(
  request: ElevationRequest,
  context: { readonly reference: string; readonly respondUrl: string; readonly assetNote: string | null },
): string {
  const rows: [string, string | null][] = [
    ['Customer', request.customerDisplayName ?? request.customerName],
    ['Person', joined([request.userName, request.userEmail])],
    ['Device', joined([request.device, request.operatingSystem])],
    ['Asset', context.assetNote],
    ['Application', joined([request.application, request.fileName])],
    ['Publisher', request.publisher],
    ['Path', request.path],
    ['SHA-256', request.hash],
    ['Reason', request.reason],
    ['Asked at', request.createdAt === null ? null : utc(request.createdAt)],
    ['Request', request.id],
    ['Reference', context.reference],
  ];
  const body = rows
    .filter((row): row is [string, string] => row[1] !== null && row[1] !== '')
    .map(([label, value]) => `<tr><td><b>${label}</b></td><td>${asHtml(value)}</td></tr>`)
    .join('');
  const respond = `<a href="${html(context.respondUrl)}">Respond in the idemeum portal</a>`;
  const open = `<a href="${html(companionLink(request.id))}">Open in idemeum Companion</a>`;
  return `<p>${html(personOf(request))} asks for admin rights to run ${html(applicationOf(request))}.</p><table>${body}</table><p>${respond} · ${open}</p>`;
}

/** The link that opens a request in the companion, where it is installed. */
function companionLink(requestId: string): string {
  return `idemeum-companion://request/${encodeURIComponent(requestId)}`;
}

/** Who decided what, how far it reaches, when, and through what. */
export function closureNoteOf(request: ElevationRequest, reference: string): string {
  const { decision } = request;
  const who = joined([decision.byName, decision.byEmail]);
  const lines = [
    `${verdictOf(request)}${who === null ? '' : ` by ${who}`}.`,
    decision.scope === null ? null : `Scope: ${scopeOf(decision.scope)}.`,
    request.status !== 'approved' || decision.elevationType === null
      ? null
      : `Elevation: ${decision.elevationType === 'admin' ? "admin elevation (the agent's own admin account)" : 'user elevation (the user is promoted for the moment)'}.`,
    decision.at === null ? null : `When: ${utc(decision.at)}.`,
    decision.comment === null ? null : `Comment: ${decision.comment}`,
    `Request: ${applicationOf(request)} for ${personOf(request)} on ${request.device ?? 'an unknown device'}.`,
    `Decided in idemeum, closed by idemeum Companion. Reference ${reference}.`,
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/** Why a second ticket of the same request is closed, naming the one that stays. */
export function duplicateNoteOf(winnerId: number, reference: string): string {
  return `Duplicate of ticket #${winnerId}: both were opened for the same elevation request (${reference}). Work goes on in #${winnerId}.`;
}

export function asHtml(text: string): string {
  return text
    .split('\n')
    .map((line) => html(line))
    .join('<br>');
}

/** Hours of work as Halo counts them: 5 minutes are 0.0833 (reference: halo-api.md). */
export function hoursOf(defaults: Pick<TicketDefaults, 'closureMinutes'>): number {
  return Math.round((defaults.closureMinutes / 60) * 10_000) / 10_000;
}

export function personOf(request: ElevationRequest): string {
  return request.userName ?? request.userEmail ?? 'Somebody';
}

export function applicationOf(request: ElevationRequest): string {
  return request.application ?? request.fileName ?? request.path ?? 'an application';
}

function verdictOf(request: ElevationRequest): string {
  switch (request.status) {
    case 'approved':
      return 'Approved';
    case 'denied':
      return 'Denied';
    case 'expired':
      return 'Expired: nobody decided within 4 days';
    case 'cancelled':
      return 'Cancelled';
    case 'pending':
      return 'Not decided';
    default:
      return assertNever(request.status);
  }
}

function scopeOf(scope: NonNullable<ElevationRequest['decision']['scope']>): string {
  switch (scope) {
    case 'once':
      return 'once, for this user';
    case 'tenant':
      return 'tenant: a rule for everybody at this customer';
    case 'all-customers':
      return 'all customers: a global rule';
    default:
      return assertNever(scope);
  }
}

/** "first (second)", or whichever there is. */
function joined([first, second]: readonly [string | null, string | null]): string | null {
  if (first === null) return second;
  return second === null || second === first ? first : `${first} (${second})`;
}

function utc(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
