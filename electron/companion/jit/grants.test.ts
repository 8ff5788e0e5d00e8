import { expect, test } from 'vitest';
import { isSameTechnician } from './grants.ts';

test('technicians are the same whatever the case of their address, and nobody is nobody', () => {
  expect(isSameTechnician(' Tina@MSP.example', 'tina@msp.EXAMPLE ')).toBe(true);
  expect(isSameTechnician('tina@msp.example', 'tim@msp.example')).toBe(false);
  expect(isSameTechnician(null, 'tina@msp.example')).toBe(false);
});
