import { describe, expect, test } from 'vitest';
import { GRANT } from '../../../test/support/samples.ts';
import { enabledUntil, type GrantLine, grantsTold } from './grant-words.ts';

const ENABLED = enabledUntil({ ...GRANT, endsAt: 3_600_000 });

const line = (at: number, event: string, fields: Partial<GrantLine> = {}): GrantLine => ({
  at,
  event,
  grantId: 'g1',
  customerKey: 'c',
  haloTicketId: null,
  text: event,
  ...fields,
});

describe('what the audit tells of an account', () => {
  test('is all of it, where it was enabled', () => {
    const told = grantsTold([line(5, 'jit.granted', { text: ENABLED, haloTicketId: 7 })]);
    const known = { ...GRANT, haloTicketId: 7, startedAt: 5, endsAt: 3_600_000, updatedAt: 5 };
    expect(told).toEqual([known]);
  });

  test.each([
    ['jit.disable-asked', 'disabling'],
    ['jit.disabled', 'disabled'],
    ['jit.expired', 'expired'],
    ['jit.given-up', 'unknown'],
    ['jit.linked', 'active'],
  ])('%s: it is %s', (event, state) => {
    const [told, ...others] = grantsTold([line(5, 'jit.granted', { text: ENABLED }), line(9, event)]);
    expect(told).toMatchObject({ id: 'g1', customerDisplayName: 'Contoso', state, updatedAt: 9 });
    expect(others).toEqual([]);
  });

  test('is when it began first, where it was extended', () => {
    const longer = enabledUntil({ ...GRANT, endsAt: 7_200_000 });
    const lines = [
      line(5, 'jit.granted', { text: ENABLED }),
      line(9, 'jit.extended', { text: `${longer} It was extended.` }),
    ];
    expect(grantsTold(lines)).toMatchObject([{ startedAt: 5, endsAt: 7_200_000, state: 'active' }]);
  });

  test('is nothing, where the line that enabled it is lost or strange', () => {
    expect(grantsTold([line(5, 'jit.disabled')])).toEqual([]);
    const strange = 'The JIT account of tina@msp.example at Contoso is enabled until 2026-13-77Z.';
    expect(grantsTold([line(5, 'jit.granted', { text: strange })])).toEqual([]);
  });

  test('is told of each by itself', () => {
    const lines = [
      line(5, 'jit.granted', { text: ENABLED }),
      line(6, 'jit.granted', { text: ENABLED, grantId: 'g2' }),
      line(7, 'jit.disabled', { grantId: 'g2' }),
    ];
    expect(grantsTold(lines).map(({ id, state }) => [id, state])).toEqual([
      ['g1', 'active'],
      ['g2', 'disabled'],
    ]);
  });
});
