import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import type { Core } from '../core.ts';
import { closureNoteOf, detailsHtmlOf, hoursOf, summaryOf } from './compose.ts';
import { referenceFor } from './reference.ts';

/** A ticket and its closure note as people would read them in Halo. */
export interface TicketPreview {
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly summary: string;
  readonly details: string;
  readonly closureNote: string;
}

const HOUR_MS = 3_600_000;

/** What the settings make of an example request: by the same code that writes the real ones. */
export function ticketPreview(core: Pick<Core, 'settings' | 'idemeum' | 'clock'>): TicketPreview {
  const { ticket, technicianEmail } = core.settings;
  const request = exampleAt(core.clock.now(), technicianEmail);
  const reference = referenceFor(core.idemeum.host, request.id);
  const respondUrl = `${core.idemeum.portalUrl}/adminportal`;
  return {
    fields: [
      { label: 'Type', value: ticket.type },
      { label: 'Category', value: ticket.category },
      { label: 'Urgency', value: ticket.urgency },
      { label: 'Impact', value: ticket.impact },
      { label: 'Status when closed', value: ticket.closedStatus },
      { label: 'Time booked', value: `${ticket.closureMinutes} min (${hoursOf(ticket)} h)` },
    ],
    summary: summaryOf(request, reference),
    details: asText(detailsHtmlOf(request, { reference, respondUrl, assetNote: null })),
    closureNote: closureNoteOf(request, reference),
  };
}

function exampleAt(now: number, technicianEmail: string | null): ElevationRequest {
  return {
    id: 'example',
    status: 'approved',
    customerName: null,
    customerDisplayName: 'Contoso Ltd',
    userName: 'Ada Byron',
    userEmail: 'ada@contoso.example',
    device: 'PC-0042',
    operatingSystem: 'Windows 11',
    application: 'Wireshark 4.4',
    fileName: 'Wireshark-4.4.exe',
    path: 'C:\\Users\\ada\\Downloads\\Wireshark-4.4.exe',
    publisher: 'Wireshark Foundation',
    hash: '3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b',
    reason: 'Looking for a network problem',
    createdAt: now - HOUR_MS,
    updatedAt: now,
    portalUrl: null,
    decision: {
      byName: technicianEmail === null ? 'Tina Tech' : null,
      byEmail: technicianEmail,
      scope: 'once',
      elevationType: 'admin',
      comment: null,
      at: now,
    },
  };
}

/**
 * Our own HTML as lines of text: the window shows no HTML that comes as a text. The example has nothing in it that HTML
 * writes otherwise.
 */
function asText(html: string): string {
  return html
    .replaceAll(/<\/td><td>/gu, ': ')
    .replaceAll(/<\/(?:p|tr)>/gu, '\n')
    .replaceAll(/<[^>]*>/gu, '')
    .trim();
}
