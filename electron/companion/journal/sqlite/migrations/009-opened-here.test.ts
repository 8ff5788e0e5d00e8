import { expect, test } from 'vitest';
import { firstJournal } from '../../../../../test/support/first-journal.ts';
import { up as openedHere } from './009-opened-here.ts';

test('tickets of before count as opened here, and nothing is done twice where the process ended before that was noted', async () => {
  const { database, db } = await firstJournal();
  database.exec(
    `INSERT INTO requests (id, status, customer_key, body, search_text, created_at, first_seen_at)
     VALUES ('r1', 'pending', 'c', '{}', '', 1, 1)`,
  );
  database.exec(
    `INSERT INTO tickets (request_id, reference, state, customer_key, made_by, looked_at)
     VALUES ('r1', 'REF', 'open', 'c', 'companion', 1)`,
  );
  const opened = () => database.prepare('SELECT opened_here FROM tickets').all();
  await openedHere(db);
  expect(opened()).toEqual([{ opened_here: 1 }]);
  database.exec('UPDATE tickets SET opened_here = 0');
  await openedHere(db);
  expect(opened()).toEqual([{ opened_here: 0 }]);
  await db.destroy();
});
