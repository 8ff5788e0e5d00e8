import { expect, test } from 'vitest';
import type { CheckResult } from '../../../shared/contract/health.ts';
import type { ServiceName } from '../../../shared/domain/service-health.ts';
import { TicketDefaults } from '../../../shared/domain/ticket.ts';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { FakeHalo } from '../../../test/support/fake-halo.ts';
import { FakeIdemeum } from '../../../test/support/fake-idemeum.ts';
import { told as textOf } from '../../../test/support/told.ts';
import { ServiceError, type ServiceErrorKind } from '../ports/errors.ts';
import type { Idemeum } from '../ports/idemeum.ts';
import { checkConnections } from './check-connections.ts';

async function resultsOf(
  trouble: (call: string) => ServiceErrorKind | null,
  services: readonly ServiceName[] = ['halo', 'idemeum'],
  profile: Partial<Idemeum['can']> = {},
) {
  const clock = new FakeClock();
  const fail = (service: 'halo' | 'idemeum', call: string) => {
    const kind = trouble(call);
    if (kind !== null) throw new ServiceError({ service, kind, text: textOf(`${call}: ${kind}`) });
  };
  const halo = new FakeHalo(clock);
  const idemeum = new FakeIdemeum(clock);
  const results = checkConnections(
    {
      clock,
      ticket: TicketDefaults.parse({}),
      halo: {
        probe: async (what) => fail('halo', what),
        resolveNames: async () => {
          fail('halo', 'names');
          return await halo.resolveNames();
        },
      },
      idemeum: {
        can: { ...idemeum.can, ...profile },
        readRequests: async () => {
          fail('idemeum', 'requests');
          const kind = trouble('second page');
          const text = textOf(`second page: ${kind}`);
          const failure = kind === null ? null : new ServiceError({ service: 'idemeum', kind, text });
          return { requests: [], malformed: [], serverTime: null, failure };
        },
        listCustomers: async () => {
          fail('idemeum', 'customers');
          return [];
        },
      },
    },
    services,
  );
  const all: CheckResult[] = [];
  for await (const result of results) all.push(result);
  return all;
}

async function found(...from: Parameters<typeof resultsOf>) {
  const results = await resultsOf(...from);
  return results.map(({ id, state, text }) => `${id} ${state}${text === null ? '' : ` ${text}`}`);
}

const GOOD = [
  'halo-sign-in ok',
  'halo-agent ok',
  'halo-tickets ok',
  'halo-clients ok',
  'halo-assets ok',
  'halo-names ok',
  'idemeum-sign-in ok',
  'idemeum-requests ok',
  'idemeum-customers ok',
];

test('all is well', async () => {
  expect(await found(() => null)).toEqual(GOOD);
});

test('a service is tried by itself', async () => {
  expect(await found(() => null, ['halo'])).toEqual(GOOD.slice(0, 6));
  expect(await found(() => null, ['idemeum'])).toEqual(GOOD.slice(6));
});

test.each<[string, ServiceErrorKind | null]>([
  ['that was tried', null],
  ['that was left out', 'credentials'],
])('every check %s belongs to its service', async (_, trouble) => {
  const results = await resultsOf(() => trouble);
  expect(results.map(({ id, service }) => [id, service])).toEqual(
    GOOD.map((line) => line.split(' ')[0] ?? '').map((id) => [id, id.split('-')[0]]),
  );
});

test('a right that is missing fails its own check only', async () => {
  const told = await found((call) => (call === 'assets' || call === 'agents' ? 'forbidden' : null));
  expect(told.filter((line) => !line.includes(' ok'))).toEqual(['halo-assets failed assets: forbidden']);
});

test('whoever cannot sign in reads it once', async () => {
  const told = await found(() => 'credentials');
  expect(told).toEqual([
    'halo-sign-in failed agents: credentials',
    'halo-agent left-out',
    'halo-tickets left-out',
    'halo-clients left-out',
    'halo-assets left-out',
    'halo-names left-out',
    'idemeum-sign-in failed requests: credentials',
    'idemeum-requests left-out',
    'idemeum-customers left-out',
  ]);
});

test.each(['forbidden', 'rejected'] as const)(
  'a list of requests that idemeum does not give (%s) says nothing against the sign-in',
  async (kind) => {
    const told = await found((call) => (call === 'requests' ? kind : null), ['idemeum']);
    expect(told).toEqual([
      'idemeum-sign-in ok',
      `idemeum-requests failed requests: ${kind}`,
      'idemeum-customers ok',
    ]);
  },
);

test('names that Halo does not have, and a list that idemeum does not give, are named', async () => {
  const told = await found((call) =>
    call === 'names' ? 'set-up' : call === 'customers' ? 'rejected' : null,
  );
  expect(told.filter((line) => !line.includes(' ok'))).toEqual([
    'halo-names failed names: set-up',
    'idemeum-customers failed customers: rejected',
  ]);
});

test('a list of requests that breaks off counts as not given', async () => {
  const told = await found((call) => (call === 'second page' ? 'rejected' : null), ['idemeum']);
  expect(told).toEqual([
    'idemeum-sign-in ok',
    'idemeum-requests failed second page: rejected',
    'idemeum-customers ok',
  ]);
});

test('a profile without the list of requests is told to need one, and nothing else is tried with it', async () => {
  const asked: string[] = [];
  const results = await resultsOf(
    (call) => {
      asked.push(call);
      return null;
    },
    ['idemeum'],
    { listRequests: false },
  );
  const text = expect.stringContaining('has no list of elevation requests. Add it');
  expect(results).toEqual([{ id: 'idemeum-requests', service: 'idemeum', state: 'left-out', text }]);
  expect(asked).toEqual([]);
});

test('a profile without the list of customers is told to work without', async () => {
  const results = await resultsOf(() => null, ['idemeum'], { listCustomers: false });
  const text = expect.stringContaining('the companion works without');
  expect(results.slice(0, 2)).toMatchObject([{ state: 'ok' }, { state: 'ok' }]);
  expect(results.slice(2)).toEqual([
    { id: 'idemeum-customers', service: 'idemeum', state: 'left-out', text },
  ]);
});

test('a bug is no answer of a service: it ends the check', async () => {
  const bug = () => {
    throw new RangeError('a bug');
  };
  await expect(resultsOf(bug, ['halo'])).rejects.toThrow('a bug');
  await expect(resultsOf(bug, ['idemeum'])).rejects.toThrow('a bug');
});
