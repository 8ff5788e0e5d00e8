import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { told } from '../../../test/support/told.ts';
import type { DecisionCommand } from '../api.ts';
import { ServiceError } from '../ports/errors.ts';
import type { DecisionOrder } from '../ports/idemeum.ts';

let desk: OutboxDesk;

beforeEach(async () => {
  desk = new OutboxDesk();
  await desk.pass();
});
afterEach(() => desk.dispose());

async function decide(fields: Partial<DecisionCommand> = {}) {
  return await (await desk.companion()).decide({
    requestId: 'r1',
    verdict: 'approve',
    scope: 'once',
    elevationType: 'user',
    comment: null,
    undoable: false,
    ...fields,
  });
}

/** What is sent to idemeum from now on. */
function sent(): DecisionOrder[] {
  const orders: DecisionOrder[] = [];
  const send = desk.idemeum.decide.bind(desk.idemeum);
  desk.idemeum.decide = (order) => {
    orders.push(order);
    return send(order);
  };
  return orders;
}

describe('what is sent to idemeum', () => {
  test('is the decision with who took it, scope, elevation and comment', async () => {
    const orders = sent();
    await decide({ scope: 'tenant', comment: '  Fine \n' });
    await desk.pass();
    expect(orders).toEqual([
      {
        requestId: 'r1',
        technicianEmail: 'tina@msp.example',
        verdict: 'approve',
        scope: 'tenant',
        elevationType: 'user',
        comment: 'Fine',
      },
    ]);
  });

  test('is an approval as admin where nothing else was said, and no empty comment', async () => {
    const orders = sent();
    await decide({ elevationType: null, comment: ' ' });
    await desk.pass();
    expect(orders[0]).toMatchObject({ elevationType: 'admin', comment: null });
  });

  test('is nothing where the connection profile has no word for it: that waits for a person, turn after turn', async () => {
    let tries = 0;
    desk.idemeum.decide = async () => {
      tries += 1;
      throw new ServiceError({ service: 'idemeum', kind: 'set-up', text: told('No word for it.') });
    };
    await decide({ scope: 'tenant' });
    await desk.pass();
    await desk.turn();
    expect((await desk.entryOf('decide-request')).parked).toEqual({
      kind: 'set-up',
      text: 'No word for it.',
    });
    expect(tries).toBe(1);
  });

  test('is no elevation with a denial', async () => {
    const orders = sent();
    await decide({ verdict: 'deny', elevationType: 'admin' });
    await desk.pass();
    expect(orders[0]).toMatchObject({ verdict: 'deny', elevationType: null });
  });

  test('is nothing when the request was over in the meantime', async () => {
    const orders = sent();
    await decide({ undoable: true });
    desk.idemeum.settle('r1', 'denied');
    await desk.pass();
    desk.clock.advance(60_000);
    await desk.pass();
    expect(orders).toEqual([]);
    expect(await (await desk.journal()).outbox.findFor('decide-request', 'r1')).toMatchObject({
      state: 'done',
      until: null,
    });
  });
});

test('what the journal could not read and idemeum says is over is not decided any more, and asks for no further poll', async () => {
  const orders = sent();
  await decide({ undoable: true });
  const raw = new DatabaseSync(desk.journalFile);
  raw.exec(`UPDATE requests SET body = '{' WHERE id = 'r1'`);
  raw.close();
  desk.idemeum.settle('r1', 'denied');
  const polls = desk.idemeum.cursors.length;
  expect(await desk.pass()).toMatchObject({ closed: 1, parked: 0 });
  expect(orders).toEqual([]);
  expect(await desk.entryOf('decide-request')).toMatchObject({ state: 'done' });
  expect(desk.idemeum.cursors).toHaveLength(polls + 1);
  expect(await desk.auditOf('request.decision-sent')).toEqual([]);
});

describe('the audit', () => {
  test('has who decided what, and that it was sent', async () => {
    await decide();
    await desk.pass();
    const { id } = (await (await desk.journal()).outbox.findFor('decide-request', 'r1')) ?? {};
    expect(await desk.auditOf('request.decision-taken')).toMatchObject([
      {
        requestId: 'r1',
        actor: 'tina@msp.example',
        outboxId: id,
        result: 'under-way',
        text: 'approve (once) was asked for here.',
      },
    ]);
    expect(await desk.auditOf('request.decision-sent')).toMatchObject([
      { requestId: 'r1', outboxId: id, result: 'done', text: 'approve (once) was sent to idemeum.' },
    ]);
  });

  test('says that it was somebody at this desk where nobody is named', async () => {
    (await desk.companion()).applySettings({ ...desk.settings, technicianEmail: null });
    await decide();
    expect(await desk.auditOf('request.decision-taken')).toMatchObject([{ actor: 'this desk' }]);
  });

  test('has that it was taken back', async () => {
    await decide({ undoable: true });
    await (await desk.companion()).withdraw('r1');
    expect(await desk.auditOf('request.decision-withdrawn')).toMatchObject([
      {
        requestId: 'r1',
        actor: 'tina@msp.example',
        outboxId: expect.any(Number),
        text: 'The decision was taken back before it was sent.',
      },
    ]);
  });

  test.each([409, 410])('has that somebody else was first when idemeum says %i', async (status) => {
    desk.idemeum.decide = () =>
      Promise.reject(new ServiceError({ service: 'idemeum', kind: 'rejected', text: told('Over.'), status }));
    await decide();
    const { parked } = await desk.pass();
    expect(parked).toBe(0);
    const [entry] = await desk.auditOf('request.decision-sent');
    expect(entry).toMatchObject({ result: 'failed' });
    expect(entry?.text).toContain('somebody else decided it');
  });
});

describe('a decision that is answered with 404', () => {
  const answered = async (isOver: boolean) => {
    desk.idemeum.decide = () => {
      if (isOver) desk.idemeum.settle('r1', 'denied');
      const text = told('No such request.');
      return Promise.reject(new ServiceError({ service: 'idemeum', kind: 'rejected', text, status: 404 }));
    };
    await decide();
    return await desk.pass();
  };

  test('waits for a person while the request is still listed: the profile may have a wrong path', async () => {
    expect(await answered(false)).toMatchObject({ parked: 1 });
    expect((await desk.entryOf('decide-request')).parked).toEqual({
      kind: 'not-found',
      text: 'No such request.',
    });
  });

  test('ends by itself when the list says that it is over', async () => {
    expect(await answered(true)).toMatchObject({ parked: 0, waiting: 0, problems: [] });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed' });
  });
});

test('a decision is told to the windows at once, and one that is refused to nobody but who asked', async () => {
  const companion = await desk.companion();
  let times = 0;
  companion.onChange(() => (times += 1));
  expect((await decide({ requestId: 'nobody' })).accepted).toBe(false);
  expect(times).toBe(0);
  expect((await decide()).accepted).toBe(true);
  expect(times).toBe(1);
});

describe('a decision is not taken', () => {
  test('for a request that is not known', async () => {
    expect(await decide({ requestId: 'nobody' })).toEqual({
      accepted: false,
      undoUntil: null,
      text: expect.stringContaining('This request is not known here.'),
    });
  });

  test('for one that is over', async () => {
    desk.idemeum.settle('r1', 'expired');
    await desk.pass();
    expect(await decide()).toEqual({
      accepted: false,
      undoUntil: null,
      text: expect.stringContaining('This request is over: it was expired already.'),
    });
  });

  test('where the connection profile has no way to decide', async () => {
    desk.idemeum.can.decide = false;
    expect(await decide()).toMatchObject({
      accepted: false,
      text: expect.stringContaining('Open the request in the idemeum portal'),
    });
    desk.idemeum.can.decide = true;
    expect((await decide()).accepted).toBe(true);
  });

  test('twice, until the first has failed for good and was dismissed', async () => {
    desk.idemeum.troubles = (call) =>
      call === 'decide' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    await decide();
    await desk.pass();
    expect(await decide()).toEqual({
      accepted: false,
      undoUntil: null,
      text: expect.stringContaining('A decision for this request is on its way already.'),
    });
    const [parked] = await (await desk.companion()).parked();
    await (await desk.companion()).dismiss(parked?.entry.id ?? 0);
    expect((await decide()).accepted).toBe(true);
  });

  test('twice is allowed where idemeum confirmed the first and did nothing', async () => {
    desk.idemeum.decide = async () => undefined;
    await decide();
    await desk.pass();
    expect((await decide({ verdict: 'deny' })).accepted).toBe(true);
  });

  test('back where there is none', async () => {
    expect((await (await desk.companion()).withdraw('r1')).done).toBe(false);
  });

  test('back once it may have been sent', async () => {
    desk.idemeum.troubles = (call) =>
      call === 'decide' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    await decide();
    await desk.pass(0);
    expect(await (await desk.companion()).withdraw('r1')).toEqual({
      done: false,
      text: expect.stringContaining('The decision is on its way already and cannot be taken back.'),
    });
  });
});
