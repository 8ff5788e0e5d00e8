import { afterEach, describe, expect, test } from 'vitest';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import type { DeskOptions } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';
import type { Idemeum } from '../ports/idemeum.ts';

/** Poller, JIT, and its watch over tickets sleep when there is nothing to do. */
const LOOPS = 3;

let desk: AccessDesk;
const open = async (options: DeskOptions = {}) => {
  desk = await AccessDesk.open(options);
  return desk;
};
afterEach(() => desk.dispose());

/** A companion that goes on running, with one account that is enabled. */
async function running() {
  const clock = new ManualClock();
  await open({ clock });
  await desk.granted();
  const companion = await desk.companion();
  companion.start();
  const idle = () => expect.poll(() => clock.sleeping).toBe(LOOPS);
  await idle();
  return { companion, idle };
}

const stateOf = async (id: string) => (await (await desk.journal()).jitGrants.find(id))?.state;

describe('what idemeum answers', () => {
  test.each([
    [404, 'No such account.'],
    [410, 'Gone.'],
    [400, 'idemeum refused the request (400). It said: Nothing to disable'],
    [409, 'The account is already disabled'],
  ])('%i “%s” means that there is nothing left to disable', async (status, text) => {
    await open();
    const id = await desk.granted();
    desk.idemeum.disableJitAccount = async () => {
      throw new ServiceError({ service: 'idemeum', kind: 'rejected', status, text: told(text) });
    };
    await (await desk.jit()).disableMine();
    await desk.pass();
    expect(await stateOf(id)).toBe('disabled');
  });

  test.each([
    'idemeum refused the request (404). It said: Customer not found',
    'idemeum refused the request (404). It said: Unknown customer “Contoso Ltd”',
    'idemeum refused the request (404). It said: The technician tec@acme.example does not exist.',
    'idemeum refused the request (404). It said: No such tenant',
  ])('“%s” says nothing of the account: a person has to look', async (text) => {
    await open();
    const id = await desk.granted();
    desk.idemeum.disableJitAccount = async () => {
      throw new ServiceError({ service: 'idemeum', kind: 'rejected', status: 404, text: told(text) });
    };
    await (await desk.jit()).disableMine();
    await desk.pass();
    expect(await stateOf(id)).toBe('disabling');
    expect((await (await desk.companion()).parked())[0]?.entry.parked).toEqual({ kind: 'rejected', text });
  });

  test('a sign-in that ends with 404 has disabled nothing', async () => {
    await open();
    const id = await desk.granted();
    desk.idemeum.disableJitAccount = async () => {
      const text = told('idemeum did not let the client “companion” sign in.');
      throw new ServiceError({ service: 'idemeum', kind: 'credentials', status: 404, text });
    };
    await (await desk.jit()).disableMine();
    await desk.pass();
    expect(await stateOf(id)).toBe('disabling');
    expect((await (await desk.companion()).parked())[0]?.entry.parked).toMatchObject({ kind: 'permission' });
  });

  test('a refusal is in the audit once, however often it is heard', async () => {
    await open();
    const id = await desk.granted();
    desk.failing('forbidden');
    await (await desk.jit()).disableMine();
    for (let minutes = 0; minutes < 60; minutes += 11) {
      await desk.pass();
      desk.clock.advance(11 * 60_000);
    }
    const entries = (await (await desk.journal()).audit.after(0, 1_000)).filter(
      ({ jitGrantId }) => jitGrantId === id,
    );
    expect(entries.map(({ event, result, actor }) => [event, result, actor])).toEqual([
      ['jit.granted', 'done', ME],
      ['jit.disable-asked', 'under-way', ME],
      ['jit.disable-refused', 'failed', 'companion'],
    ]);
    expect(entries.at(-1)?.text).toMatch(/^The JIT account of .* at Contoso Ltd could not be disabled\. ./u);
    expect(desk.idemeum.calls.filter((call) => call === 'disableJitAccount').length).toBeGreaterThan(4);
  });

  test('what waits for a connection still says so after a restart', async () => {
    await open();
    await desk.granted();
    desk.failing('unreachable');
    await (await desk.jit()).disableMine();
    await desk.pass(0);
    await desk.restart();
    const [grant] = await (await desk.jit()).current();
    expect(grant).toMatchObject({
      state: 'disabling',
      note: expect.stringMatching(/^Will be disabled as soon as there is a connection/u),
    });
    expect((await (await desk.companion()).overview()).warnings).toContainEqual(
      expect.objectContaining({ kind: 'jit-not-disabled' }),
    );
  });
});

test('an account that is granted anew just when it was to be disabled stays enabled', async () => {
  await open();
  await desk.granted();
  await (await desk.jit()).disableMine();
  const { outbox } = await desk.journal();
  const { unfinishedOf } = outbox;
  outbox.unfinishedOf = async (kind) => {
    const entries = await unfinishedOf(kind);
    outbox.unfinishedOf = unfinishedOf;
    await desk.granted();
    return entries;
  };
  await desk.pass();
  expect(desk.idemeum.calls).not.toContain('disableJitAccount');
  expect(await (await desk.jit()).current()).toMatchObject([{ state: 'active' }]);
});

test('a single pass fails with the trouble that nobody expects', async () => {
  await open();
  await desk.granted();
  desk.idemeum.disableJitAccount = () => Promise.reject(new Error('database or disk is full'));
  await (await desk.jit()).disableMine();
  await expect(desk.pass()).rejects.toThrow('database or disk is full');
});

describe('while the companion runs', () => {
  test('calls that hang hold no other account up', async () => {
    const clock = new ManualClock();
    const names = Array.from({ length: 20 }, (_, n) => `Hanging ${n}`);
    desk = await AccessDesk.open({ clock }, names);
    for (const name of names) await desk.granted(name);
    let hanging = 0;
    const answer = desk.idemeum.disableJitAccount.bind(desk.idemeum);
    const hang: Idemeum['disableJitAccount'] = async (account, signal) => {
      if (!account.customerDisplayName.startsWith('Hanging')) return await answer(account);
      hanging += 1;
      // As it ends with its timeout; the next tries hang as well.
      await clock.sleep(30_000, signal);
      throw new ServiceError({ service: 'idemeum', kind: 'interrupted', text: told('No answer in time.') });
    };
    Object.assign(desk.idemeum, { disableJitAccount: hang });
    const companion = await desk.companion();
    companion.start();
    await companion.jit.disableMine();
    await expect.poll(() => hanging).toBe(16);
    clock.advance(30_000);
    await expect.poll(() => hanging).toBe(20);
    clock.advance(90_000);
    await expect.poll(() => hanging).toBe(28);
    const id = await desk.granted('Contoso Ltd');
    await companion.jit.disable({ grantId: id, confirmOthers: false });
    await expect.poll(() => stateOf(id)).toBe('disabled');
    await companion.stop();
  });

  test.each([
    [
      'confirms',
      null,
      [
        ['disabling', null],
        ['none', null],
      ],
    ],
    [
      'fails',
      'failing',
      [
        ['disabling', null],
        ['disabling', 'idemeum had trouble: failing'],
      ],
    ],
  ] as const)('windows are told when idemeum %s, and can read it then', async (_, error, expected) => {
    const { companion, idle } = await running();
    if (error) desk.failing(error);
    const read: Promise<readonly [string, string | null]>[] = [];
    companion.onChange(() => {
      read.push(companion.jit.current().then(([one]) => [one?.state ?? 'none', one?.note ?? null]));
    });
    await companion.jit.disableMine();
    await idle();
    await expect.poll(() => Promise.all(read)).toEqual(expected);
    await companion.stop();
  });

  test('idemeum that refuses the credentials of a disable is shown as refusing', async () => {
    const { companion } = await running();
    const stateOfIdemeum = async () =>
      (await companion.overview()).services.find(({ service }) => service === 'idemeum')?.state;
    expect(await stateOfIdemeum()).toBe('ok');
    desk.failing('credentials');
    await companion.jit.disableMine();
    await expect.poll(stateOfIdemeum).toBe('refused');
    await companion.stop();
  });

  test('what idemeum refuses otherwise says nothing about idemeum', async () => {
    const { companion } = await running();
    desk.failing('forbidden');
    await companion.jit.disableMine();
    await expect.poll(async () => (await companion.parked()).length).toBe(1);
    const { services } = await companion.overview();
    expect(services.find(({ service }) => service === 'idemeum')?.state).toBe('ok');
    await companion.stop();
  });

  test('trouble that nobody expects, such as a full disk, does not end the work', async () => {
    const clock = new ManualClock();
    await open({ clock });
    const id = await desk.granted();
    const answer = desk.idemeum.disableJitAccount.bind(desk.idemeum);
    let failures = 0;
    desk.idemeum.disableJitAccount = async (account) => {
      failures += 1;
      if (failures <= 3) throw new Error('database or disk is full');
      await answer(account);
    };
    const companion = await desk.companion();
    companion.start();
    await companion.jit.disableMine();
    await expect
      .poll(async () => {
        clock.advance(1_000);
        return await stateOf(id);
      })
      .toBe('disabled');
    await companion.stop();
  });
});
