import type { Alert } from '../../shared/domain/alert.ts';
import type { JitGrant } from '../../shared/domain/jit-account.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';

/** A request that is told, with all its buttons. */
export const ALERT: Alert = {
  key: 'request:r1',
  kind: 'new-request',
  title: 'Ada: Notepad++',
  body: 'Contoso Ltd',
  count: 1,
  actions: ['approve-once', 'deny', 'open'],
  requestId: 'r1',
  target: { screen: 'request', requestId: 'r1' },
};

/** An account that works. */
export const GRANT: JitGrant = {
  id: 'g1',
  customerKey: 'c',
  customerDisplayName: 'Contoso',
  technicianEmail: 'tina@msp.example',
  haloTicketId: null,
  startedAt: 0,
  endsAt: 1,
  state: 'active',
  endReason: null,
  note: null,
  updatedAt: 0,
};

/** An open ticket of the request `r1`, which was opened here. */
export const TICKET: Ticket = {
  requestId: 'r1',
  reference: 'REF-1',
  state: 'open',
  haloTicketId: 1,
  haloClientId: 1,
  haloAssetId: null,
  madeBy: 'companion',
  openedHere: true,
  openedAt: 1,
  closedAt: null,
  closedBy: null,
  note: null,
};

/** A request as idemeum lists it, in the words of the shipped profile. */
export const LISTED_REQUEST = {
  id: 'er-1',
  status: 'PENDING',
  customerName: 'contoso',
  customerDisplayName: 'Contoso Ltd',
  user: { name: 'Ada', email: 'ada@contoso.example' },
  endpoint: { name: 'PC-1', os: 'Windows 11' },
  application: { name: '7-Zip', fileName: '7z.exe', path: 'C:\\7z.exe', publisher: 'Igor', sha256: 'ab12' },
  reason: 'Need it',
  createdAt: '2026-03-04T05:06:07.089Z',
  updatedAt: '2026-03-04T05:06:07.089Z',
  portalUrl: 'https://contoso-acme.idemeum.com/r/1',
};
