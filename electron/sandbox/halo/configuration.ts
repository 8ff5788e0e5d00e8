import type { Random } from '../random.ts';
import type { HaloCategory, HaloLookup, HaloOutcome, HaloStatus, HaloTicketType } from './entities.ts';

/** Halo's agent for "nobody". */
export const UNASSIGNED_ID = 1;

/** The built-in outcome that every instance has (halo-api.md). */
const INTERNAL_NOTE_ID = 7;

/** What an administrator set up: names that look the same, ids that nobody would guess. */
export interface HaloConfiguration {
  statuses: readonly HaloStatus[];
  ticketTypes: readonly HaloTicketType[];
  categories: readonly HaloCategory[];
  lookups: readonly HaloLookup[];
  outcomes: readonly HaloOutcome[];
}

const IMPACT = 12;
const URGENCY = 27;

export function usualConfiguration(random: Random): HaloConfiguration {
  const base = random.between(21, 29);
  // Two statuses of one name: that of the projects comes first and is of no use to an incident.
  const statuses: HaloStatus[] = [
    { id: base + 2, name: 'Closed', type: 1, closes: true },
    { id: base, name: 'New', type: 0, closes: false },
    { id: base + 1, name: 'In Progress', type: 0, closes: false },
    { id: base + 9, name: 'With User', type: 0, closes: false },
    { id: base + 14, name: 'Resolved', type: 0, closes: false },
    { id: base + 20, name: 'Closed', type: 0, closes: true },
  ];
  const usual = [base, base + 1, base + 9, base + 14, base + 20];
  const type = (
    id: number,
    name: string,
    statusIds: readonly number[],
    cancreate = true,
  ): HaloTicketType => ({
    id,
    name,
    workflow_id: id + 40,
    initial_status: base,
    statusIds,
    cancreate,
  });
  return {
    statuses,
    ticketTypes: [
      type(3, 'Service Request', usual),
      type(41, 'Incident Report (old)', usual, false),
      type(58, 'Incident', usual),
      type(61, 'Project Task', [base, base + 1, base + 2]),
    ],
    categories: categories(),
    lookups: [
      { lookupid: IMPACT, id: 4, name: 'Company Wide' },
      { lookupid: IMPACT, id: 6, name: 'Multiple Users Affected' },
      { lookupid: IMPACT, id: 11, name: 'Single User Affected' },
      // The same numbers with other meanings.
      { lookupid: URGENCY, id: 11, name: 'High' },
      { lookupid: URGENCY, id: 6, name: 'Medium' },
      { lookupid: URGENCY, id: 15, name: 'Low' },
    ],
    outcomes: [
      { id: INTERNAL_NOTE_ID, name: 'Internal Note' },
      { id: 23, name: 'Email User' },
      { id: 66, name: 'Resolve' },
    ],
  };
}

function categories(): HaloCategory[] {
  const first = [
    'Hardware',
    'Hardware>Laptop',
    'Hardware>Printer',
    'Business Applications',
    'Business Applications>Accounting',
    'Network>VPN',
    'Security>Privileged Access',
  ];
  const second = ['Business Applications>Add-ins', 'Permanent', 'Temporary'];
  return [
    ...first.map((value, index) => ({ id: 112 + index * 3, value, type_id: 1 })),
    ...second.map((value, index) => ({ id: 204 + index * 3, value, type_id: 2 })),
  ];
}
