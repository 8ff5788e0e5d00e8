import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../test/support/outbox-desk.ts';
import { GRANT } from '../../test/support/samples.ts';
import { park } from './journal/journal.ts';
import { referenceFor } from './tickets/reference.ts';

let desk: OutboxDesk;
beforeEach(() => {
  desk = new OutboxDesk();
});
afterEach(() => desk.dispose());

describe('what waits for a person says what was to be done, and for whom', () => {
  const titles = async () => (await (await desk.companion()).parked()).map(({ title }) => title);

  test('a decision to be sent', async () => {
    await desk.pass();
    await desk.decideWhile('rejected');
    expect(await titles()).toEqual(['Send the decision: Ada Byron · Notepad++']);
  });

  test('a ticket to be opened', async () => {
    desk.failing('createTicket', 'rejected');
    await desk.pass(0);
    expect(await titles()).toEqual(['Open the ticket: Ada Byron · Notepad++']);
  });

  test('a ticket to be closed, and a duplicate of it', async () => {
    await desk.pass();
    const summary = `Elevation [${referenceFor('msp.idemeum.com', 'r1')}]`;
    desk.halo.seed({ summary, thirdPartyId: 'r1', clientId: 901 });
    desk.idemeum.settle('r1', 'approved');
    desk.halo.refuses = [
      { way: 'ticket', how: 'loudly' },
      { way: 'action', how: 'loudly' },
    ];
    await desk.pass();
    expect((await titles()).sort()).toEqual([
      'Close a duplicate ticket: Ada Byron · Notepad++',
      'Close the ticket: Ada Byron · Notepad++',
    ]);
  });

  test('an account to be disabled, also where nothing is known of it any more', async () => {
    const { jitGrants, outbox } = await desk.journal();
    await jitGrants.insert({ ...GRANT, id: 'known', state: 'disabling' });
    for (const subject of ['known', 'lost']) {
      const order = {
        kind: 'disable-jit',
        subject,
        requestId: null,
        payload: null,
        notBefore: null,
      } as const;
      await outbox.ask(order, desk.clock.now());
      const entry = await desk.entryOf('disable-jit', subject);
      await outbox.update(park(entry, { kind: 'rejected', text: 'No.' }, desk.clock.now()));
    }
    expect(await titles()).toEqual([
      'Disable the JIT account: tina@msp.example · Contoso',
      'Disable the JIT account: an account',
    ]);
  });
});
