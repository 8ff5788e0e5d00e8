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
  const lines = details.split('\n');
  expect(lines[0]).toBe('Ada Byron asks for admin rights to run Wireshark 4.4.');
  expect(lines).toContain('Device: PC-0042 (Windows 11)');
  expect(lines.at(-1)).toBe('Respond in the idemeum portal · Open in idemeum Companion');
  expect(details).not.toMatch(/[<>]|&[#\w]+;/u);
  expect(closureNote).toContain('Approved by tina@msp.example.');
  expect([desk.halo.callCount, desk.idemeum.callCount]).toEqual([0, 0]);
});

test('a preview shows an approval by somebody where nobody has said yet who sits here', async () => {
  const companion = await desk.companion();
  companion.applySettings({ ...desk.settings, technicianEmail: null });
  expect(companion.ticketPreview().closureNote).toContain('Approved by Tina Tech.');
});
