import type { RequestRow } from '../../../shared/contract/requests.ts';
import type { Stage } from './scripted.ts';
import { anUnmapped, aParked, aRow, MINUTE } from './scripted-rows.ts';

const NO_DECISION = {
  byName: null,
  byEmail: null,
  scope: null,
  elevationType: null,
  comment: null,
  at: null,
};

/** A morning at a help desk with a bit of everything. */
export function busyDay(stage: Stage): void {
  const now = Date.now();
  stage.sandbox = true;
  stage.rows = [...pendingRows(now), ...decidedRows(now)];
  stage.unmapped = [anUnmapped({ waitingRequests: 1 })];
  stage.parked = [aParked(7)];
  stage.overview = {
    ...stage.overview,
    haloBudget: { used: 37, allowed: 240, limit: 300, windowMinutes: 5 },
    services: [
      { service: 'idemeum', state: 'ok', text: null, lastSuccessAt: now - 4_000, nextTryAt: null },
      {
        service: 'halo',
        state: 'troubled',
        text: 'HaloPSA answers slowly (3 of the last 5 calls timed out).',
        lastSuccessAt: now - 2 * MINUTE,
        nextTryAt: now + 20_000,
      },
    ],
  };
}

/** A refused service, a choice to be made, and things set aside. */
export function badDay(stage: Stage): void {
  busyDay(stage);
  const now = Date.now();
  const [idemeum] = stage.overview.services;
  stage.overview = {
    ...stage.overview,
    services: [
      ...(idemeum ? [idemeum] : []),
      {
        service: 'halo',
        state: 'refused',
        text: 'HaloPSA refused the client id or secret (invalid_client).',
        lastSuccessAt: now - 90 * MINUTE,
        nextTryAt: null,
      },
    ],
    warnings: [
      {
        kind: 'connector-active',
        text: 'Halo has recent tickets made by idemeum’s own connector. To double nothing, the companion opens no tickets until you say who makes them.',
      },
      {
        kind: 'secrets-in-memory',
        text: 'This computer has no keychain; secrets are gone when the companion ends.',
      },
    ],
  };
  stage.quarantined = [
    {
      key: 'q1',
      itemId: 'er-99213',
      reason: 'The request has a status that the connection profile does not know: “held”.',
      firstSeenAt: now - 60 * MINUTE,
      lastSeenAt: now - MINUTE,
      times: 12,
    },
  ];
}

function pendingRows(now: number): RequestRow[] {
  return [
    aRow('er-1', {
      ageMinutes: 2,
      request: {
        userName: 'Nora Lindqvist',
        userEmail: 'nora@contoso.example',
        application: 'Wireshark 4.4.2',
        fileName: 'Wireshark-4.4.2-x64.exe',
        path: 'C:\\Users\\nora\\Downloads\\Wireshark-4.4.2-x64.exe',
        publisher: 'Wireshark Foundation',
        device: 'CON-LT-0231',
        reason: 'Need to trace why the label printer drops off the network',
      },
      ticket: { state: 'opening', haloTicketId: null },
    }),
    aRow('er-2', {
      ageMinutes: 9,
      request: {
        userName: 'Tomás Ferreira',
        application: 'QuickBooks Desktop 2024',
        publisher: 'Intuit, Inc.',
        device: 'TAIL-PC-07',
        customerName: 'tailspin',
        customerDisplayName: 'Tailspin Toys',
        reason: 'Update asks for admin rights before I can open the company file',
      },
      haloClientName: 'Tailspin Toys',
      ticket: { haloTicketId: 4718 },
    }),
    aRow('er-3', {
      ageMinutes: 26,
      request: {
        userName: 'Priya Raman',
        application: 'FabCAD Viewer',
        publisher: null,
        device: 'FAB-WS-112',
        customerName: 'fabrikam',
        customerDisplayName: 'Fabrikam',
        reason: null,
      },
      customerKey: 'name:fabrikam',
      haloClientName: null,
      ticket: {
        state: 'awaiting-mapping',
        haloTicketId: null,
        note: 'Several Halo clients are called “Fabrikam”.',
      },
    }),
    aRow('er-4', {
      ageMinutes: 47,
      request: {
        userName: 'Ada Byron',
        application: 'Notepad++ 8.7',
        publisher: 'Notepad++',
        device: 'CON-LT-0188',
        reason: 'Plugin update',
      },
      ticket: { haloTicketId: 4711 },
      decision: { verdict: 'approve', scope: 'tenant', state: 'running', text: null, undoUntil: null },
    }),
    aRow('er-5', {
      ageMinutes: 130,
      request: {
        userName: 'Jonas Weber',
        application: 'DYMO Connect',
        publisher: 'Sanford, L.P.',
        device: 'NW-FRONT-02',
        customerName: 'northwind',
        customerDisplayName: 'Northwind Traders',
        reason: 'New label writer at the front desk',
        createdAt: now - 130 * MINUTE,
      },
      ticket: { haloTicketId: 4706 },
    }),
  ];
}

function decidedRows(now: number): RequestRow[] {
  return [
    aRow('er-6', {
      ageMinutes: 190,
      request: {
        status: 'approved',
        userName: 'Grace Hopper',
        application: 'PuTTY 0.82',
        publisher: 'Simon Tatham',
        updatedAt: now - 170 * MINUTE,
        decision: {
          ...NO_DECISION,
          byName: 'Tess Technician',
          byEmail: 'tess@example.com',
          scope: 'once',
          elevationType: 'admin',
          at: now - 170 * MINUTE,
        },
      },
      ticket: {
        state: 'needs-attention',
        haloTicketId: 4702,
        note: 'HaloPSA has no closed status “Closed”.',
      },
    }),
    aRow('er-7', {
      ageMinutes: 300,
      request: {
        status: 'denied',
        userName: 'Mallory Quick',
        application: 'FreeGameBooster Setup',
        publisher: null,
        reason: 'faster pc',
        decision: {
          ...NO_DECISION,
          byEmail: 'sam@example.com',
          scope: 'all-customers',
          at: now - 290 * MINUTE,
        },
      },
      ticket: { state: 'closed', haloTicketId: 4699, closedBy: 'companion' },
    }),
    aRow('er-8', {
      ageMinutes: 400,
      request: {
        status: 'approved',
        userName: 'Ivo Novak',
        application: '7-Zip 24.09',
        publisher: 'Igor Pavlov',
      },
      ticket: { state: 'closed', haloTicketId: 4694, closedBy: 'by-hand' },
    }),
    aRow('er-9', {
      ageMinutes: 6_000,
      request: {
        status: 'expired',
        userName: 'Lena Fuchs',
        application: 'OBS Studio',
        publisher: 'OBS Project',
      },
      ticket: { state: 'history', haloTicketId: null },
      ticketUrl: null,
    }),
    aRow('er-10', {
      ageMinutes: 420,
      request: {
        status: 'cancelled',
        userName: 'Omar Haddad',
        application: 'Zoom Workplace',
        publisher: 'Zoom',
      },
      ticket: { state: 'closing', haloTicketId: 4690 },
    }),
  ];
}
