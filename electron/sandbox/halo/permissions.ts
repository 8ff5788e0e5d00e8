import type { HaloSettings } from '../settings.ts';
import { HaloRefusal } from './refusal.ts';

/** The rights of the API-only agent (halo-api.md, "What an MSP has to set up in Halo"). */
const PERMISSIONS = [
  'Tickets: Read and Modify',
  'Clients: Read Only',
  'Users: Read Only',
  'Assets: Read Only',
  'Can add new Tickets',
  'Can edit closed Tickets',
  'Can view Unassigned Tickets',
  'Can view Tickets that are assigned to other Agents',
  'Can Re-assign Tickets',
  'Can Edit Tickets Which Are Not Assigned To Them',
  'Can always update Ticket Statuses and re-assign Tickets outside of actions',
  'Allow all Asset Types',
] as const;
type Permission = (typeof PERMISSIONS)[number];

export function has(settings: HaloSettings, permission: Permission): boolean {
  return !settings.missingPermissions.some((missing) => missing.toLowerCase() === permission.toLowerCase());
}

/** @throws HaloRefusal 403 */
export function demand(settings: HaloSettings, permission: Permission): void {
  if (!has(settings, permission)) {
    throw new HaloRefusal(403, 'You do not have permission to perform this operation.');
  }
}
