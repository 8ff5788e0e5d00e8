import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { FakeHalo } from '../../../test/support/fake-halo.ts';
import { Killed } from '../../../test/support/trouble.ts';
import type { ServiceErrorKind } from '../ports/errors.ts';
import { silentLog } from '../ports/log.ts';
import { readUnlessHidden, readVisible } from './read-visible.ts';

let halo: FakeHalo;
let id: number;

beforeEach(() => {
  halo = new FakeHalo(new FakeClock());
  id = halo.seed({ summary: 'Printer is on fire' }).id;
});

const { signal } = new AbortController();
const read = (ticket: number) => readUnlessHidden({ halo, log: silentLog }, ticket, signal);
const readOrNone = (ticket: number) => readVisible({ halo, log: silentLog }, ticket, signal);

function failing(error: ServiceErrorKind): void {
  halo.troubles = () => ({ kind: 'error', error, when: 'before' });
}

describe('a ticket that is read', () => {
  test('is given whole, and is nothing where there is none', async () => {
    expect(await read(id)).toMatchObject({ id, summary: 'Printer is on fire' });
    expect(await readOrNone(id)).toMatchObject({ id, summary: 'Printer is on fire' });
    expect(await read(id + 1)).toBeNull();
    expect(await readOrNone(id + 1)).toBeNull();
  });

  test.each(['forbidden', 'rejected'] as const)('is hidden where Halo says %s', async (error) => {
    failing(error);
    expect(await read(id)).toBe('hidden');
    expect(await readOrNone(id)).toBeNull();
  });

  test.each([
    'unreachable',
    'interrupted',
    'failing',
    'broken-answer',
    'rate-limited',
    'credentials',
  ] as const)('is not taken for hidden because of trouble that passes (%s)', async (error) => {
    failing(error);
    await expect(read(id)).rejects.toMatchObject({ kind: error });
    await expect(readOrNone(id)).rejects.toMatchObject({ kind: error });
  });

  test('is not taken for hidden because of what nobody expects', async () => {
    halo.troubles = () => ({ kind: 'kill', when: 'before' });
    await expect(read(id)).rejects.toThrow(Killed);
  });
});
