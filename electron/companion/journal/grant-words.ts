import type { JitGrant } from '../../../shared/domain/jit-account.ts';

/** How the audit speaks of grants, and how that is understood again where a grant's own row was lost. */

type Named = Pick<JitGrant, 'technicianEmail' | 'customerDisplayName'>;

const ENABLED_UNTIL =
  /^The JIT account of (?<technician>\S+) at (?<customer>.+) is enabled until (?<end>\S+Z)\./u;

export function accountOf(grant: Named): string {
  return `The JIT account of ${grant.technicianEmail} at ${grant.customerDisplayName}`;
}

export function enabledUntil(grant: Named & Pick<JitGrant, 'endsAt'>): string {
  return `${accountOf(grant)} is enabled until ${new Date(grant.endsAt).toISOString()}.`;
}

/** A line of the audit about a grant. */
export interface GrantLine {
  readonly at: number;
  readonly event: string;
  readonly grantId: string;
  readonly customerKey: string;
  readonly haloTicketId: number | null;
  readonly text: string;
}

/** What is known of each grant after these lines, the oldest first. Those that are over are in it too. */
export function grantsTold(lines: Iterable<GrantLine>): JitGrant[] {
  const grants = new Map<string, JitGrant>();
  for (const line of lines) {
    const grant = after(grants.get(line.grantId), line);
    if (grant) grants.set(line.grantId, { ...grant, haloTicketId: line.haloTicketId, updatedAt: line.at });
  }
  return [...grants.values()];
}

function after(known: JitGrant | undefined, line: GrantLine): JitGrant | null {
  const enabled = ENABLED_UNTIL.exec(line.text)?.groups;
  if (enabled) return toldEnabled(known, line, enabled);
  if (known === undefined) return null;
  switch (line.event) {
    case 'jit.disabled':
      return { ...known, state: 'disabled' };
    case 'jit.expired':
      return { ...known, state: 'expired' };
    case 'jit.disable-asked':
      return { ...known, state: 'disabling' };
    case 'jit.given-up':
      return { ...known, state: 'unknown' };
    default:
      return known;
  }
}

function toldEnabled(
  known: JitGrant | undefined,
  { at, grantId, customerKey, haloTicketId }: GrantLine,
  words: Readonly<Record<string, string | undefined>>,
): JitGrant | null {
  const { technician, customer, end } = words;
  const endsAt = Date.parse(end ?? '');
  if (technician === undefined || customer === undefined || Number.isNaN(endsAt)) return null;
  return {
    id: grantId,
    customerKey,
    customerDisplayName: customer,
    technicianEmail: technician,
    haloTicketId,
    startedAt: known?.startedAt ?? at,
    endsAt,
    state: 'active',
    endReason: null,
    note: null,
    updatedAt: at,
  };
}
