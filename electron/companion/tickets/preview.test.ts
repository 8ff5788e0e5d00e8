import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { referenceFor } from './reference.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk({
    ticket: {
      type: 'Service Request',
      category: 'Access',
      urgency: 'Soon',
      impact: 'One person',
      closedStatus: 'Done',
      closureMinutes: 5,
    },
  });
});
afterEach(() => desk.dispose());

test('a preview shows a ticket as the settings make it, as lines of text, and calls nobody', async () => {
  const { fields, summary, details, closureNote } = (await desk.companion()).ticketPreview();
  expect(fields).toEqual([
    { label: 'Type', value: 'Service Request' },
    { label: 'Category', value: 'Access' },
    { label: 'Urgency', value: 'Soon' },
    { label: 'Impact', value: 'One person' },
    { label: 'Status when closed', value: 'Done' },
    { label: 'Time booked', value: '5 min (0.0833 h)' },
  ]);
  const reference = referenceFor('msp.idemeum.com', 'example');
  expect(summary).toBe(`Elevation request: Ada Byron wants to run Wireshark 4.4 on PC-0042 [${reference}]`);
  // All that a ticket can have, and asked for before it was decided.
  expect(details.split('\n')).toEqual([
    'Ada Byron asks for admin rights to run Wireshark 4.4.',
    'Customer: Contoso Ltd',
    'Person: Ada Byron (ada@contoso.example)',
    'Device: PC-0042 (Windows 11)',
    'Application: Wireshark 4.4 (Wireshark-4.4.exe)',
    'Publisher: Wireshark Foundation',
    'Path: C:\\Users\\ada\\Downloads\\Wireshark-4.4.exe',
    'SHA-256: 3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b',
    'Reason: Looking for a network problem',
    'Asked at: 2026-03-02 08:00:00 UTC',
    'Request: example',
    `Reference: ${reference}`,
    'Respond in the idemeum portal · Open in idemeum Companion',
  ]);
  expect(details).not.toMatch(/[<>]|&[#\w]+;/u);
  expect(closureNote.split('\n')).toEqual([
    'Approved by tina@msp.example.',
    'Scope: once, for this user.',
    "Elevation: admin elevation (the agent's own admin account).",
    'When: 2026-03-02 09:00:00 UTC.',
    'Request: Wireshark 4.4 for Ada Byron on PC-0042.',
    `Decided in idemeum, closed by idemeum Companion. Reference ${reference}.`,
  ]);
  expect([desk.halo.callCount, desk.idemeum.callCount]).toEqual([0, 0]);
});

test('a preview shows an approval by somebody where nobody has said yet who sits here', async () => {
  const companion = await desk.companion();
  companion.applySettings({ ...desk.settings, technicianEmail: null });
  expect(companion.ticketPreview().closureNote).toContain('Approved by Tina Tech.');
});
