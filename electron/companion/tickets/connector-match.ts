import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import { fold } from '../../../shared/domain/fold.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { HaloTicket } from '../ports/halo.ts';

/** Which of the tickets that idemeum's connector made belongs to which request. */

/** The connector makes its ticket when the request is made; both clocks may be off. */
const SAME_TIME_MS = 15 * 60_000;

const PORTAL_URL = /https?:\/\/[^\s"'<>]+/giu;
const END_OF_SENTENCE = /[.,;:!?)\]}]+$/u;

/** A ticket of ours that is looked for among the connector's. */
export interface Wanted {
  readonly ticket: Ticket;
  readonly request: ElevationRequest;
  readonly haloClientId: number | null;
}

/**
 * Which ticket belongs to which request: each to one only, and none where that is not certain. What a link says comes
 * first: by client, device and time, a ticket may look like that of another request.
 */
export function matched(wanted: readonly Wanted[], tickets: readonly HaloTicket[]): Map<Wanted, HaloTicket> {
  const found = new Map<Wanted, HaloTicket>();
  let free = tickets.map(readOnce);
  const shared = sharedLinks(wanted);
  const hasOwnLink: typeof hasLink = (one, candidate) =>
    !shared.has(one.request.portalUrl) && hasLink(one, candidate);
  for (const fits of [hasOwnLink, hasFacts]) {
    for (const one of wanted) {
      if (found.has(one)) continue;
      const [match, ...others] = free.filter((candidate) => fits(one, candidate));
      if (!match || others.length > 0) continue;
      found.set(one, match.ticket);
      free = free.filter((candidate) => candidate !== match);
    }
  }
  return found;
}

interface Candidate {
  readonly ticket: HaloTicket;
  readonly links: readonly string[];
  readonly words: string;
}

/** Every request is held against every candidate: what that needs of it is made once. */
function readOnce(ticket: HaloTicket): Candidate {
  const details = ticket.details ?? '';
  return { ticket, links: linksIn(details), words: fold(`${ticket.summary ?? ''} ${details}`) };
}

/** A link that several requests have leads to the list of them all, and tells nothing of one. */
function sharedLinks(wanted: readonly Wanted[]): ReadonlySet<string | null> {
  const seen = new Set<string | null>();
  const shared = new Set<string | null>();
  for (const { request } of wanted) {
    if (seen.has(request.portalUrl)) shared.add(request.portalUrl);
    seen.add(request.portalUrl);
  }
  return shared;
}

function hasLink({ request: { portalUrl } }: Wanted, { links }: Candidate): boolean {
  return links.some((link) => link === portalUrl);
}

function hasFacts({ request, haloClientId }: Wanted, { ticket, words }: Candidate): boolean {
  const { createdAt, device } = request;
  if (haloClientId === null || device === null || createdAt === null || ticket.createdAt === null)
    return false;
  const isThen = Math.abs(ticket.createdAt - createdAt) <= SAME_TIME_MS;
  return ticket.clientId === haloClientId && isThen && words.includes(fold(device));
}

/** Links in the details of a ticket, which may be HTML. One at the end of a sentence is told with its full stop and without. */
export function linksIn(details: string): string[] {
  const found = Array.from(details.matchAll(PORTAL_URL), ([url]) => url.replaceAll('&amp;', '&'));
  return found.flatMap((url) =>
    [...new Set([url, url.replace(END_OF_SENTENCE, '')])].map((one) => URL.parse(one)?.href ?? one),
  );
}
