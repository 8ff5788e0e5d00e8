import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Alert, type AlertResult, EVERY_KIND } from '../../../shared/domain/alert.ts';
import { Desk, type DeskOptions } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { CompanionApi } from '../api.ts';
import type { SessionEnd } from './api.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Poller, JIT, its watch over tickets and alerts sleep when there is nothing to do. */
const LOOPS = 4;

/** The desktop's notifications, as a test sees them. */
class Told {
  readonly canAct = true;
  readonly alerts: Alert[] = [];
  result: AlertResult = { status: 'shown' };

  async show(alert: Alert): Promise<AlertResult> {
    this.alerts.push(alert);
    return this.result;
  }

  get titles(): string[] {
    return this.alerts.map((alert) => alert.title);
  }
}

class Office {
  readonly clock = new ManualClock();
  readonly desk: Desk;
  readonly told = new Told();
  sessions: SessionEnd[] = [];
  #stop = new AbortController();
  #companion: CompanionApi | null = null;

  constructor(options: DeskOptions = {}) {
    this.desk = new Desk({ ...options, clock: this.clock });
    this.desk.halo.clients = [{ id: 12, name: 'Contoso Ltd', inactive: false }];
    this.desk.idemeum.customers = [{ id: null, name: 'contoso', displayName: 'Contoso Ltd' }];
  }

  async start(): Promise<CompanionApi> {
    this.#companion = await this.desk.companion();
    this.#stop = new AbortController();
    this.#companion.alerts.attach(this.told, () => this.sessions, this.#stop.signal);
    this.#companion.start();
    await this.settle();
    return this.#companion;
  }

  /** Lets everything that is due now happen: turns of the poller, looks of the alerts. */
  async settle(forMs = 6_000): Promise<void> {
    for (let passed = 0; passed <= forMs; passed += 1_000) {
      await vi.waitFor(() => expect(this.clock.sleeping).toBe(LOOPS), { timeout: 10_000, interval: 2 });
      this.clock.advance(1_000);
    }
    await vi.waitFor(() => expect(this.clock.sleeping).toBe(LOOPS), { timeout: 10_000, interval: 2 });
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#companion?.stop();
    this.#companion = null;
  }

  async restart(): Promise<CompanionApi> {
    await this.stop();
    await this.desk.restart();
    return await this.start();
  }
}

let office: Office;
const open = (options: DeskOptions = {}) => {
  office = new Office(options);
  return office;
};
afterEach(async () => {
  await office.stop();
  await office.desk.dispose();
});

describe('what is told', () => {
  test('a new request: who, what, where, why, with its buttons, and a click that leads to it', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect(told.alerts).toMatchObject([
      {
        key: 'request:r1',
        title: 'Ada Byron: Notepad++',
        body: 'Contoso Ltd · PC-1\n“Need it”',
        actions: ['approve-once', 'deny', 'open'],
        target: { screen: 'request', requestId: 'r1' },
      },
    ]);
  });

  test('nothing twice, whatever changes, and not after a restart either', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    desk.idemeum.put({ id: 'r1', reason: 'Again' });
    await office.pass(15_000);
    await office.restart();
    await office.pass(15_000);
    expect(told.titles).toEqual(['Ada Byron: Notepad++']);
  });

  test('what was there before the first start is a number', async () => {
    const { desk, told } = open();
    for (let index = 0; index < 9; index += 1) desk.idemeum.put({ id: `r${index}` });
    const companion = await office.start();
    await office.pass(15_000);
    expect(told.titles).toEqual(['9 new elevation requests']);
    const recent = await companion.alerts.recent(50);
    expect(recent.filter(({ result }) => result.status === 'not-shown')).toHaveLength(9);
  });

  test('many at once are one', async () => {
    const { desk, told } = open();
    await office.start();
    for (let index = 0; index < 9; index += 1) desk.idemeum.put({ id: `r${index}` });
    await office.pass(15_000);
    expect(told.alerts.filter((alert) => alert.kind === 'new-request')).toMatchObject([
      { title: '9 new elevation requests', count: 9, target: { screen: 'requests' } },
    ]);
  });

  test('that somebody else decided, and not what was decided here', async () => {
    const { desk, told } = open();
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2', userName: 'Grace' });
    await office.pass(15_000);
    await companion.decide({
      requestId: 'r2',
      verdict: 'approve',
      scope: 'once',
      elevationType: null,
      comment: null,
      undoable: false,
    });
    desk.idemeum.settle('r1', 'denied', { name: 'Otto', email: 'otto@msp.example' });
    await office.pass(30_000);
    expect(told.alerts.filter((alert) => alert.kind === 'decided-elsewhere')).toMatchObject([
      { title: 'Denied: Ada Byron, Notepad++', body: 'Decided by Otto.' },
    ]);
  });

  test('that somebody decided of whom idemeum gives no name', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    desk.idemeum.settle('r1', 'approved', null);
    await office.pass(15_000);
    expect(told.alerts.at(-1)).toMatchObject({
      title: 'Approved: Ada Byron, Notepad++',
      body: 'Somebody else decided.',
    });
  });

  test('a customer without a client, and a step that does not get on', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1', customerName: 'nobody', customerDisplayName: 'Nobody Inc' });
    desk.idemeum.put({ id: 'r2' });
    desk.halo.troubles = (call) =>
      call.startsWith('createTicket') ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    await office.pass(15_000);
    const shared = { kind: 'needs-attention', count: 1, actions: ['open'], requestId: null };
    const [{ id } = { id: 0 }] = await (await desk.journal()).outbox.inState('parked');
    const text = 'halo had trouble: rejected';
    const target = { screen: 'needs-attention' };
    expect(told.alerts.find(({ body }) => body === text)).toMatchObject({
      ...shared,
      key: `parked:${id}:${text}`,
      title: expect.stringContaining('Ada Byron'),
      target,
    });
    expect(told.alerts.find(({ title }) => title === 'Nobody Inc has no Halo client')).toMatchObject({
      ...shared,
      key: 'unmapped:name:nobody',
      target: { screen: 'customer', customerKey: 'name:nobody' },
    });
  });

  test('that a JIT account ends soon, twice, and that it has ended', async () => {
    const { desk, told } = open();
    desk.idemeum.put({ id: 'r1' });
    const companion = await office.start();
    const [customer] = await companion.jit.customers('contoso', 1);
    desk.idemeum.enableAccount('Contoso Ltd', 'tina@msp.example');
    await companion.jit.confirmGranted({
      customerKey: customer?.customerKey ?? '',
      haloTicketId: null,
      minutes: 60,
    });
    await office.pass(46 * MINUTE_MS);
    await office.pass(31_000);
    await office.pass(10 * MINUTE_MS);
    await office.pass(31_000);
    await office.pass(5 * MINUTE_MS);
    await office.pass(31_000);
    const jit = told.alerts.filter((alert) => alert.kind.startsWith('jit'));
    expect(jit.map((alert) => alert.key.split(':')[0])).toEqual(['jit-15', 'jit-5', 'jit-ended']);
  });

  test('that a JIT account ends soon, though idemeum’s requests cannot be read', async () => {
    const { desk, told } = open();
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const { jit } = await desk.companion();
    const [customer] = await jit.customers('contoso', 1);
    const customerKey = customer?.customerKey ?? '';
    await jit.confirmGranted({ customerKey, haloTicketId: null, minutes: 20 });
    await desk.restart();
    desk.idemeum.troubles = (call) =>
      call === 'readRequests' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    await office.start();
    expect(told.alerts).toEqual([]);
    await office.pass(6 * MINUTE_MS);
    await office.pass(31_000);
    expect(told.titles).toEqual(['JIT access to Contoso Ltd ends in 14 minutes']);
  });

  test('no end of an account that idemeum did not confirm: access was granted anew first', async () => {
    const { desk, told } = open();
    desk.idemeum.put({ id: 'r1' });
    const companion = await office.start();
    const [customer] = await companion.jit.customers('contoso', 1);
    const grant = { customerKey: customer?.customerKey ?? '', haloTicketId: null, minutes: 20 };
    await companion.jit.confirmGranted(grant);
    desk.idemeum.troubles = (call) =>
      call === 'disableJitAccount' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    await office.pass(21 * MINUTE_MS);
    expect((await companion.jit.current())[0]).toMatchObject({ state: 'disabling', endReason: 'time-over' });
    await companion.jit.confirmGranted({ ...grant, minutes: 60 });
    await office.pass(31_000);
    expect((await companion.jit.current())[0]).toMatchObject({ state: 'active' });
    expect(told.alerts.filter(({ key }) => key.startsWith('jit-ended'))).toEqual([]);
  });

  test('that a session ends soon', async () => {
    const { told, clock } = open();
    office.sessions = [{ tenant: 'acme.idemeum.com', endsAt: clock.now() + HOUR_MS }];
    await office.start();
    await office.pass(50 * MINUTE_MS);
    await office.pass(31_000);
    expect(told.alerts).toMatchObject([{ kind: 'session-ending', target: { screen: 'sessions' } }]);
  });
});

describe('what is held back', () => {
  test('a kind that is switched off, with the reason', async () => {
    const kinds = { ...EVERY_KIND, 'new-request': false };
    const { desk, told } = open({ notifications: { kinds, quiet: null, withDetails: true } });
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect(told.alerts).toEqual([]);
    expect((await companion.alerts.recent(5))[0]?.result).toMatchObject({ reason: 'switched-off' });
  });

  test('quiet hours, and one alert when they are over', async () => {
    const at = (ms: number) => new Date(ms).toTimeString().slice(0, 5);
    const begin = new ManualClock().now();
    const quiet = { from: at(begin - HOUR_MS), to: at(begin + HOUR_MS) };
    const { desk, told } = open({ notifications: { kinds: EVERY_KIND, quiet, withDetails: true } });
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2' });
    await office.pass(20 * MINUTE_MS);
    expect(told.alerts).toEqual([]);
    await office.pass(HOUR_MS);
    await office.pass(HOUR_MS);
    expect(told.titles).toEqual(['2 things happened in your quiet hours']);
  });

  test('names, where anybody who passes by could read them', async () => {
    const { desk, told } = open({ notifications: { kinds: EVERY_KIND, quiet: null, withDetails: false } });
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1', userName: 'Ada Byron', application: 'Wireshark', reason: 'The printer' });
    await office.pass(15_000);
    expect(told.titles).toEqual(['A new elevation request']);
    const said = JSON.stringify([told.alerts.map(({ body }) => body), await companion.alerts.recent(5)]);
    expect(said).not.toMatch(/Ada|Wireshark|printer/u);
  });

  test('not what comes after one that the desktop failed to show', async () => {
    const { desk, told } = open();
    await office.start();
    const show = told.show.bind(told);
    told.show = () => Promise.reject(new Error('No bus.'));
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    told.show = show;
    desk.idemeum.put({ id: 'r2', userName: 'Grace' });
    await office.pass(15_000);
    await office.pass(31_000);
    expect(told.titles).toEqual(['Grace: Notepad++']);
  });

  test('the desktop’s own reason is kept', async () => {
    const { desk, told } = open();
    told.result = { status: 'not-shown', reason: 'unconfirmed', text: 'It said nothing.' };
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect((await companion.alerts.recent(1))[0]?.result).toEqual(told.result);
    expect(await companion.alerts.test()).toEqual(told.result);
  });
});

test('the console shows none, and says so', async () => {
  open();
  const companion = await office.desk.companion();
  expect(await companion.alerts.test()).toMatchObject({ status: 'not-shown', reason: 'not-supported' });
});
