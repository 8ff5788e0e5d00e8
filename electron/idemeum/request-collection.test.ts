import { describe, expect, it } from 'vitest';
import { defaultProfile } from './default-profile.ts';
import { RequestCollection } from './request-collection.ts';

function collect(...readings: readonly (readonly unknown[])[]) {
  const operation = defaultProfile().operations.listElevationRequests;
  if (!operation) throw new Error('The default profile lists requests.');
  const collection = new RequestCollection(operation);
  const added = readings.map((items) => collection.take(items));
  return { added, requests: collection.requests, malformed: collection.malformed };
}

function item(status: string, updatedAt: string | null, extra: object = {}) {
  return { id: 'a', status, customerName: 'c', updatedAt, ...extra };
}

const early = '2026-01-01T00:00:00Z';
const late = '2026-01-01T00:00:01Z';

describe('RequestCollection', () => {
  it.each([
    ['the later update', [item('PENDING', late), item('APPROVED', early)], 'pending'],
    ['the later update, in the other order', [item('APPROVED', early), item('PENDING', late)], 'pending'],
    ['the decided one of one time', [item('DENIED', early), item('PENDING', early)], 'denied'],
    ['the decided one, in the other order', [item('PENDING', early), item('DENIED', early)], 'denied'],
    ['the decided one without times', [item('DENIED', null), item('PENDING', late)], 'denied'],
    ['the one read last, else', [item('PENDING', early), item('PENDING', early, { reason: 'b' })], 'pending'],
  ])('keeps %s', (_, items, status) => {
    const { requests, added } = collect(items);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.status).toBe(status);
    expect(added).toEqual([1]);
  });

  it('counts only what is new', () => {
    expect(collect([item('PENDING', early)], [item('APPROVED', late)], [{ id: 'b' }], ['x']).added).toEqual([
      1, 0, 1, 1,
    ]);
  });

  it('forgives what was understood in another reading, before or after', () => {
    const broken = item('PENDING', early, { device: 5, endpoint: { name: 5 } });
    expect(collect([broken], [item('PENDING', early)]).malformed).toEqual([]);
    expect(collect([item('PENDING', early)], [broken]).malformed).toEqual([]);
    expect(collect([broken], [broken]).malformed).toHaveLength(1);
  });
});
