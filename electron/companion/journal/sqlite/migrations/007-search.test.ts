import { expect, test } from 'vitest';
import { aRequest } from '../../../../../test/support/fake-idemeum.ts';
import { firstJournal } from '../../../../../test/support/first-journal.ts';
import { up as search } from './007-search.ts';

test('requests and clients that are there already are found from then on, and nothing is done twice', async () => {
  const { database, db } = await firstJournal();
  const insert = database.prepare(
    `INSERT INTO requests (id, status, customer_key, body, search_text, created_at, first_seen_at)
     VALUES (?, 'pending', 'c', ?, 'old', ?, 500)`,
  );
  // More than are read at once.
  for (let n = 0; n < 1_203; n += 1) {
    const request = aRequest({
      id: `${n}`,
      userName: `Zoë ${n}`,
      device: 'LT-1',
      hash: 'ABC',
      path: 'C:\\x',
    });
    insert.run(request.id, JSON.stringify(request), n === 7 ? 900 : 100);
  }
  database.exec(`INSERT INTO halo_clients (id, name, inactive, missed) VALUES (1, 'ÉCOLE', 0, 0)`);
  await search(db);
  await search(db);
  const rows = database.prepare('SELECT * FROM requests').all();
  expect(rows).toHaveLength(1_203);
  for (const row of rows) {
    const n = String(row.id);
    expect(row).toMatchObject({ device_text: 'lt-1', hash: 'abc', created_at: n === '7' ? 500 : 100 });
    expect(row.person_text).toMatch(new RegExp(`^zoë ${n}( |$)`, 'u'));
    expect(row.search_text).toContain('c:\\x');
  }
  expect(database.prepare('SELECT name_folded FROM halo_clients').get()).toEqual({ name_folded: 'école' });
  await db.destroy();
});

test('a request that cannot be read keeps no journal from being opened, and is found by no word', async () => {
  const { database, db } = await firstJournal();
  database.exec(
    `INSERT INTO requests (id, status, customer_key, body, search_text, created_at, first_seen_at)
     VALUES ('r1', 'pending', 'c', '{', '', 100, 500)`,
  );
  await search(db);
  const texts = 'customer_text, person_text, device_text, application_text, search_text, hash';
  const found = database.prepare(`SELECT ${texts} FROM requests`).all();
  expect(found.map((row) => Object.values(row))).toEqual([['', '', '', '', '', null]]);
  await db.destroy();
});
