import { createHash } from 'node:crypto';

/** Every reference starts like this; the ticket watch searches summaries for it. No character that a search may treat. */
export const REFERENCE_PREFIX = 'IDM-';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;
const PATTERN = /IDM-[0-9A-HJKMNP-TV-Z]{12}(?![0-9A-Z])/gu;

/**
 * The short unique text on a ticket's summary by which the ticket of a request is found again. The same request
 * has the same reference on every desk, so that companions recognise each other's tickets.
 * @param tenantHost host name of the idemeum tenant, without a port
 */
export function referenceFor(tenantHost: string, requestId: string): string {
  const digest = createHash('sha256').update(`${tenantHost.toLowerCase()}\n${requestId}`).digest();
  let text = '';
  for (let index = 0; index < LENGTH; index += 1) {
    text += ALPHABET[(digest[index] ?? 0) % ALPHABET.length];
  }
  return `${REFERENCE_PREFIX}${text}`;
}

/** All references in a text, each once. */
export function referencesIn(text: string | null): string[] {
  return [...new Set(text?.toUpperCase().match(PATTERN) ?? [])];
}
