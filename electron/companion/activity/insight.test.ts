import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import { Desk } from '../../../test/support/desk.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { GRANT } from '../../../test/support/samples.ts';
import { createCalendar } from './calendar.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

const at = (iso: string) => Date.parse(iso);
const MARCH = { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-04T00:00:00Z'), timeZone: 'UTC' };

async function store(fields: Partial<ElevationRequest>, customerKey = 'name:contoso'): Promise<void> {
  const journal = await desk.journal();
  const request = aRequest(fields);
  await journal.requests.insert({ request, customerKey, firstSeenAt: request.createdAt ?? 1 });
}

async function insight(range = MARCH) {
  return await (await desk.companion()).activity.insight(range);
}

function decided(atMs: number | null): Pick<ElevationRequest, 'decision'> {
  return { decision: { ...aRequest().decision, at: atMs } };
}

describe('the insight', () => {
  test('of nothing names every day and no durations', async () => {
    const found = await insight();
    expect(found.days.map(({ day }) => day)).toEqual(['2026-03-01', '2026-03-02', '2026-03-03']);
    expect(found).toMatchObject({
      total: 0,
      timeToDecision: { count: 0, medianMs: null, p90Ms: null },
      applications: [],
      customers: [],
      jitHours: [],
    });
  });

  test('counts the hours of JIT accounts by customer, as far as they lie in the range', async () => {
    const journal = await desk.journal();
    const grant = {
      customerKey: 'name:contoso',
      customerDisplayName: 'Contoso Ltd',
      technicianEmail: 'tina@msp.example',
      haloTicketId: null,
      endReason: null,
      note: null,
    };
    const add = (id: string, from: string, to: string, state: 'active' | 'disabled') =>
      journal.jitGrants.insert({
        ...grant,
        id,
        startedAt: at(from),
        endsAt: at(from) + 4 * 3_600_000,
        state,
        updatedAt: at(to),
      });
    await add('before', '2026-02-28T23:00:00Z', '2026-03-01T00:30:00Z', 'disabled');
    await add('within', '2026-03-01T08:00:00Z', '2026-03-01T10:00:00Z', 'disabled');
    await add('running', '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z', 'active');
    expect((await insight()).jitHours).toEqual([
      { customerKey: 'name:contoso', name: 'Contoso Ltd', hours: 3.5 },
    ]);
  });

  test('counts the hours of an account up to its own end, also where that was learned of later', async () => {
    const { jitGrants } = await desk.journal();
    const startedAt = MARCH.from;
    const grant = { ...GRANT, startedAt, endsAt: startedAt + 2 * 3_600_000 };
    await jitGrants.insert({
      ...grant,
      id: 'disabled',
      state: 'disabled',
      updatedAt: startedAt + 9 * 3_600_000,
    });
    await jitGrants.insert({ ...grant, id: 'expired', state: 'expired', updatedAt: startedAt });
    expect((await insight()).jitHours).toMatchObject([{ hours: 4 }]);
  });

  test('names the ten customers with most hours of JIT accounts, and none without any', async () => {
    const journal = await desk.journal();
    const add = async (customerKey: string, updatedAt: number, hours: number) =>
      await journal.jitGrants.insert({
        ...GRANT,
        id: customerKey,
        customerKey,
        startedAt: updatedAt - hours * 3_600_000,
        endsAt: updatedAt + 3_600_000,
        updatedAt,
        state: 'disabled',
      });
    for (let hours = 1; hours <= 12; hours += 1)
      await add(`name:c${hours}`, at('2026-03-02T20:00:00Z'), hours);
    expect((await insight()).jitHours.map(({ customerKey, hours }) => [customerKey, hours])).toEqual(
      Array.from({ length: 10 }, (_, n) => [`name:c${12 - n}`, 12 - n]),
    );
    await add('name:until the first moment', at('2026-03-03T00:00:00Z'), 1);
    await add('name:within', at('2026-03-03T08:00:00Z'), 1);
    const lastDay = { ...MARCH, from: at('2026-03-03T00:00:00Z') };
    expect((await insight(lastDay)).jitHours).toMatchObject([{ customerKey: 'name:within', hours: 1 }]);
  });

  test('counts requests by day and by how they stand, with the day of the time zone', async () => {
    await store({ id: 'a', createdAt: at('2026-03-01T23:30:00Z') });
    await store({ id: 'b', createdAt: at('2026-03-02T08:00:00Z'), status: 'denied' });
    await store({ id: 'c', createdAt: at('2026-03-04T00:00:00Z') });
    const inUtc = await insight();
    expect(inUtc.total).toBe(2);
    expect(inUtc.days.map(({ byStatus }) => [byStatus.pending, byStatus.denied])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    const inBerlin = await insight({ ...MARCH, timeZone: 'Europe/Berlin' });
    expect(inBerlin.days.find(({ day }) => day === '2026-03-02')?.byStatus).toMatchObject({
      pending: 1,
      denied: 1,
    });
  });

  test('measures the time to a decision by the median and the 90th percentile', async () => {
    const createdAt = at('2026-03-01T08:00:00Z');
    for (let n = 1; n <= 11; n += 1) {
      await store({ id: `r${n}`, createdAt, status: 'approved', ...decided(createdAt + n * 1_000) });
    }
    await store({ id: 'expired', createdAt, status: 'expired', ...decided(createdAt + 99_000) });
    expect((await insight()).timeToDecision).toEqual({ count: 11, medianMs: 6_000, p90Ms: 10_000 });
  });

  test('takes the last change for the decision where idemeum does not say when it was, and never goes below zero', async () => {
    const createdAt = at('2026-03-01T08:00:00Z');
    await store({ id: 'a', createdAt, status: 'approved', updatedAt: createdAt + 4_000 });
    await store({ id: 'b', createdAt, status: 'denied', ...decided(createdAt - 500) });
    expect((await insight()).timeToDecision).toEqual({ count: 2, medianMs: 2_000, p90Ms: 3_600 });
    await store({ id: 'c', createdAt, status: 'denied', ...decided(createdAt + 5_000) });
    await store({ id: 'd', createdAt, status: 'denied', ...decided(createdAt + 9_000) });
    expect((await insight()).timeToDecision).toEqual({
      count: 4,
      medianMs: 4_500,
      p90Ms: expect.closeTo(7_800),
    });
  });

  test('follows a request that is decided later, and measures the time to its ticket', async () => {
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
    desk.idemeum.put({ id: 'r1' });
    desk.clock.advance(20_000);
    await desk.pass(0);
    desk.clock.advance(40_000);
    desk.idemeum.settle('r1', 'approved');
    await desk.pass(0);
    const found = await insight();
    expect(found.timeToTicket).toEqual({ count: 1, medianMs: 20_000, p90Ms: 20_000 });
    expect(found.timeToDecision.count).toBe(1);
    expect(found.timeToDecision.medianMs).toBeGreaterThanOrEqual(60_000);
    expect(found.customers).toEqual([{ customerKey: expect.any(String), name: 'Contoso Ltd', requests: 1 }]);
  });

  test('counts no time to a ticket for a request that has none', async () => {
    const createdAt = at('2026-03-01T08:00:00Z');
    await store({ id: 'a', createdAt });
    expect(await insight()).toMatchObject({
      total: 1,
      timeToTicket: { count: 0, medianMs: null, p90Ms: null },
    });
  });

  test('counts no time to a ticket of the connector’s that Halo’s clock dates before the request', async () => {
    await desk.dispose();
    desk = new Desk({ ticket: { madeBy: 'connector' } });
    const { portalUrl } = desk.idemeum.put({ id: 'r1' });
    desk.halo.seed({ summary: 'Elevation', details: `${portalUrl}`, createdAt: desk.clock.now() - 5_000 });
    await desk.pass(0);
    expect((await insight()).timeToTicket).toEqual({ count: 1, medianMs: 0, p90Ms: 0 });
  });

  test('ends with what it has when nobody wants to know any more', async () => {
    await store({ id: 'a', createdAt: MARCH.from });
    const { activity } = await desk.companion();
    expect(await activity.insight(MARCH, AbortSignal.abort())).toMatchObject({ total: 0 });
  });

  test('names the ten applications and customers with most requests', async () => {
    const createdAt = at('2026-03-01T08:00:00Z');
    for (let app = 1; app <= 12; app += 1) {
      for (let n = 0; n < app; n += 1) {
        const application = app === 12 ? null : `App ${app}`;
        await store({ id: `${app}-${n}`, createdAt, application, fileName: null }, `name:c${app % 2}`);
      }
    }
    const { applications, customers } = await insight();
    expect(applications).toHaveLength(10);
    expect(applications.slice(0, 2)).toEqual([
      { name: null, requests: 12 },
      { name: 'App 11', requests: 11 },
    ]);
    expect(customers).toEqual([
      { customerKey: 'name:c0', name: null, requests: 42 },
      { customerKey: 'name:c1', name: null, requests: 36 },
    ]);
  });

  test('counts every request once over many pages, also where many were made at the same moment, until it is given up', async () => {
    const journal = await desk.journal();
    await journal.transact(async (tx) => {
      for (let n = 0; n < 2_500; n += 1) {
        const createdAt = MARCH.from + Math.floor(n / 900) * 1_000;
        await tx.requests.insert({
          request: aRequest({ id: `r${n}`, createdAt }),
          customerKey: 'c',
          firstSeenAt: createdAt,
        });
      }
    });
    expect(await insight()).toMatchObject({ total: 2_500, customers: [{ requests: 2_500 }] });
    const givenUp = new AbortController();
    setImmediate(() => givenUp.abort());
    const { activity } = await desk.companion();
    expect(await activity.insight(MARCH, givenUp.signal)).toMatchObject({ total: 1_000 });
  });
});

describe('the calendar', () => {
  test.each([
    ['the night of 23 hours', 'Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z', 2],
    ['the night of 25 hours', 'Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z', 2],
    ['a time zone of quarter hours', 'Asia/Kathmandu', '2026-03-01T18:15:00Z', '2026-03-02T18:15:00Z', 1],
    ['nothing', 'UTC', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', 0],
  ])('over %s', (_, timeZone, from, to, days) => {
    expect(createCalendar(timeZone).daysOf({ from: at(from), to: at(to) })).toHaveLength(days);
  });

  test('finds the day of any moment among the days of a range around it', () => {
    const zone = fc.constantFrom(
      'UTC',
      'America/St_Johns',
      'Pacific/Chatham',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    );
    const moment = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
    const span = fc.nat({ max: 40 * 86_400_000 });
    fc.assert(
      fc.property(zone, moment, span, span, (timeZone, now, before, after) => {
        const calendar = createCalendar(timeZone);
        const days = calendar.daysOf({ from: now - before, to: now + after + 1 });
        expect(days).toContain(calendar.dayOf(now));
        expect(new Set(days).size).toBe(days.length);
        const local = new Intl.DateTimeFormat('sv', { timeZone }).format(now);
        expect(calendar.dayOf(now)).toBe(local);
      }),
    );
  });
});
