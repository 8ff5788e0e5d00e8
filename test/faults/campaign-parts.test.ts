import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freshFolder } from '../support/folders.ts';
import { secretsIn } from './artefacts.ts';
import { flipBytes } from './damage.ts';
import { drawHistory, History } from './history.ts';
import { shrink } from './shrink.ts';
import { duplicatesIn, type Remembered, wrongsIn } from './verdict.ts';

const PLAN = { seed: 5, minutes: 1, requests: 300, companions: 3, faultRate: 0.03, timeScale: null };

describe('a history', () => {
  test('is the same for the same seed, and survives being written down', () => {
    const history = drawHistory(PLAN);
    expect(drawHistory(PLAN)).toEqual(history);
    expect(History.parse(JSON.parse(JSON.stringify(history)))).toEqual(history);
    expect(drawHistory({ ...PLAN, seed: 6 })).not.toEqual(history);
  });

  test('asks for as many requests as it was told to, and brings every kind of trouble', () => {
    const { events } = drawHistory(PLAN);
    const asked = events.reduce((sum, event) => sum + (event.do === 'ask' ? event.count : 0), 0);
    expect(asked).toBe(300);
    expect(new Set(events.map((event) => event.do)).size).toBe(15);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  test('has time run so fast that Halo’s limit leaves room for its requests', () => {
    expect(drawHistory({ ...PLAN, minutes: 10, requests: 5_000 }).timeScale).toBeGreaterThan(90);
  });
});

describe('shrinking', () => {
  const isKill = (event: History['events'][number]) => event.do === 'kill' && event.desk === 1;

  test('keeps what it takes to fail, and nothing else', async () => {
    const failing = drawHistory(PLAN);
    expect(failing.events.some(isKill)).toBe(true);
    const fails = async ({ events }: History) => events.some(isKill);
    const { history, played } = await shrink(failing, fails, () => false);
    expect(history.events.map((event) => event.do)).toEqual(['kill']);
    expect(played).toBeLessThan(150);
  });

  test('ends when its time is over, with the smallest that failed', async () => {
    let played = 0;
    const fails = async () => {
      played += 1;
      return true;
    };
    const { history } = await shrink(drawHistory(PLAN), fails, () => played >= 2);
    expect(played).toBe(2);
    expect(history.events.length).toBeLessThan(drawHistory(PLAN).events.length);
  });
});

type Request = Remembered['requests'][number];
type Ticket = Remembered['tickets'][number];
type Closing = Ticket['closings'][number];

describe('the verdict', () => {
  const request: Request = {
    id: 'r1',
    status: 'APPROVED',
    haloClientId: 7,
    assetId: 5,
    agentId: 8,
    deciderName: 'Tina',
  };
  const closing: Closing = { note: 'Approved by Tina.\nReference IDM-1', hours: 0.0833 };
  const ticket: Ticket = {
    id: 100,
    thirdPartyId: 'r1',
    clientId: 7,
    assetIds: [5],
    agentId: 8,
    closed: true,
    closings: [closing],
  };
  const twin: Ticket = {
    ...ticket,
    id: 101,
    closings: [{ note: 'Duplicate of ticket #100: both were opened for …', hours: 0 }],
  };
  const judge = (tickets: readonly Ticket[], asked: Partial<Request> = {}) =>
    wrongsIn({ requests: [{ ...request, ...asked }], tickets });

  test('finds nothing in one ticket that is closed once, with or without a duplicate that was closed as one', () => {
    expect(judge([ticket])).toEqual([]);
    expect(judge([twin, ticket])).toEqual([]);
    expect(duplicatesIn({ requests: [request], tickets: [twin, ticket] })).toBe(1);
  });

  test.each<[string, readonly Ticket[], string]>([
    ['no ticket', [], 'no ticket'],
    ['an open one', [{ ...ticket, closed: false, closings: [] }], 'is not closed'],
    ['two closings', [{ ...ticket, closings: [closing, closing] }], 'was closed 2 times'],
    ['another client', [{ ...ticket, clientId: 9 }], 'client 9, not 7'],
    ['another asset', [{ ...ticket, assetIds: [] }], 'assets [], not [5]'],
    ['another agent', [{ ...ticket, agentId: 1 }], 'agent 1, not 8'],
    ['another time', [{ ...ticket, closings: [{ ...closing, hours: 5 }] }], '5 hours'],
    [
      'another note',
      [{ ...ticket, closings: [{ ...closing, note: 'Denied' }] }],
      'does not name who decided',
    ],
    ['an open twin', [ticket, { ...twin, closed: false, closings: [] }], 'a second ticket, 101, is open'],
    [
      'a twin closed as if it were the one',
      [ticket, { ...twin, closings: [closing] }],
      'as a duplicate of 100',
    ],
    ['a ticket of nobody', [ticket, { ...ticket, id: 102, thirdPartyId: null }], 'ticket 102 is nobody'],
  ])('finds %s', (_, tickets, wrong) => {
    expect(judge(tickets).join('; ')).toContain(wrong);
  });

  test('finds a ticket that was closed though nobody has decided', () => {
    expect(judge([ticket], { status: 'PENDING' }).join()).toContain('closed though pending');
  });
});

describe('what is left behind', () => {
  let folder: string;
  beforeEach(() => {
    folder = freshFolder('faults-parts-');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const token = `${'ab'.repeat(24)}.${'cd'.repeat(24)}`;

  test.each([
    ['a secret as it is', 'client_secret: top-secret/value'],
    ['a secret in a query', `x=${encodeURIComponent('top-secret/value')}&y`],
    ['a secret in base64', Buffer.from('top-secret/value').toString('base64')],
    ['a token', `authorization: Bearer ${token}`],
  ])('%s is found, however deep', (_, text) => {
    const deep = join(folder, 'a', 'b');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'log'), `before ${text} after`);
    writeFileSync(join(folder, 'harmless'), 'nothing of that kind');
    expect(secretsIn(folder, ['top-secret/value'], [token])).toEqual([join(deep, 'log')]);
  });

  test('bytes are flipped until SQLite sees it', () => {
    const file = join(folder, 'some.sqlite');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE things (text TEXT)');
    for (let n = 0; n < 200; n += 1) database.prepare('INSERT INTO things VALUES (?)').run('x'.repeat(100));
    database.close();
    expect(flipBytes(file, 3)).toBeGreaterThan(0);
    const damaged = () => new DatabaseSync(file).prepare('PRAGMA integrity_check(1)').get();
    let found: unknown;
    try {
      found = damaged();
    } catch (error) {
      found = error;
    }
    expect(found).not.toEqual({ integrity_check: 'ok' });
    expect(flipBytes(join(folder, 'not-there'), 3)).toBe(0);
  });
});
