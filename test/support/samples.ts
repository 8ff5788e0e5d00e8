import type { Alert } from '../../shared/domain/alert.ts';
import type { JitGrant } from '../../shared/domain/jit-account.ts';

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
