import { expect, test } from 'vitest';
import { testSettings } from '../../test/support/settings.ts';
import { type Facts, firstOpen, progressOf, STEPS } from './progress.ts';

const POLLED = { running: true, lastPollAt: 1, nextPollAt: 2, pausedUntil: null, intervalSeconds: 15 };
const MISSING = { isEntered: false, isFailing: false, isKnown: true };
const GOOD = { isEntered: true, isFailing: false, isKnown: true };
const FAILING = { isEntered: true, isFailing: true, isKnown: true };
const UNTRIED = { isEntered: true, isFailing: false, isKnown: false };
const PRACTICE = { sandbox: true, polling: POLLED, guide: 'open' } as const;
const AT_WORK = { sandbox: false, polling: POLLED, guide: 'open' } as const;

const MAPPED: Facts = {
  overview: AT_WORK,
  byPath: new Map(),
  connections: { halo: GOOD, idemeum: GOOD },
  restartNeeded: false,
  customers: { all: 2, open: 0 },
};

/** The steps that are done, in their order. */
function doneIn(facts: Partial<Facts>) {
  const done = progressOf({ ...MAPPED, ...facts });
  return STEPS.filter((step) => done[step]);
}

test('follows what was entered while the companion practises', () => {
  const nothing = { halo: MISSING, idemeum: MISSING };
  expect(doneIn({ overview: { ...PRACTICE, guide: 'new' }, connections: nothing })).toEqual([]);
  expect(doneIn({ overview: PRACTICE, connections: nothing })).toEqual(['welcome']);
  expect(doneIn({ overview: PRACTICE, connections: { ...nothing, halo: GOOD } })).toEqual([
    'welcome',
    'halo',
  ]);
  expect(doneIn({ overview: PRACTICE })).toEqual(['welcome', 'halo', 'idemeum']);
});

test('knows an address that was entered before there was a guide', () => {
  const { settings } = testSettings({ halo: { url: 'https://acme.halopsa.com' } }).service.read();
  const byPath = new Map(settings.map((one) => [one.path, one]));
  const overview = { ...PRACTICE, guide: 'new' } as const;
  expect(doneIn({ overview, byPath, connections: { halo: MISSING, idemeum: MISSING } })).toEqual(['welcome']);
});

test('is not done with a connection that does not work', () => {
  expect(doneIn({ connections: { halo: FAILING, idemeum: GOOD } })).not.toContain('halo');
  expect(doneIn({ connections: { halo: GOOD, idemeum: FAILING } })).not.toContain('idemeum');
});

test('is not done with a connection before it is known to work', () => {
  expect(doneIn({ connections: { halo: UNTRIED, idemeum: GOOD } })).not.toContain('halo');
  expect(doneIn({ connections: { halo: GOOD, idemeum: UNTRIED } })).not.toContain('idemeum');
});

test('begins at the first step that is open, and waits for what that depends on, but for nothing else', () => {
  const firstIn = (facts: Partial<Facts>) => firstOpen({ ...MAPPED, ...facts });
  expect(firstIn({})).toBe('notifications');
  expect(firstIn({ overview: { ...PRACTICE, guide: 'new' }, customers: undefined })).toBe('welcome');
  expect(firstIn({ connections: { halo: UNTRIED, idemeum: MISSING } })).toBeNull();
  expect(firstIn({ connections: { halo: FAILING, idemeum: UNTRIED } })).toBe('halo');
  expect(firstIn({ connections: { halo: GOOD, idemeum: UNTRIED } })).toBeNull();
  expect(firstIn({ overview: PRACTICE, customers: undefined })).toBe('restart');
  expect(firstIn({ customers: undefined })).toBeNull();
  expect(firstIn({ customers: null })).toBe('mapping');
});

test('waits for nothing once it is over', () => {
  const connections = { halo: UNTRIED, idemeum: UNTRIED };
  const closed = { ...MAPPED, connections, customers: undefined };
  expect(firstOpen({ ...closed, overview: { ...AT_WORK, guide: 'closed' } })).toBe('done');
  expect(firstOpen({ ...closed, overview: { ...PRACTICE, guide: 'closed' } })).toBeNull();
});

test('follows how things are once the services are in use', () => {
  const connected = ['welcome', 'halo', 'idemeum', 'restart'];
  expect(doneIn({ overview: { ...AT_WORK, polling: { ...POLLED, lastPollAt: null } } })).toEqual(connected);
  expect(doneIn({ customers: { all: 2, open: 1 } })).toEqual(connected);
  expect(doneIn({ customers: { all: 0, open: 0 } })).toEqual(connected);
  expect(doneIn({ customers: null })).toEqual(connected);
  expect(doneIn({})).toEqual([...connected, 'mapping']);
  expect(doneIn({ restartNeeded: true })).toEqual(['welcome', 'halo', 'idemeum', 'mapping']);
  expect(doneIn({ overview: { ...AT_WORK, guide: 'closed' } })).toEqual(STEPS);
});
