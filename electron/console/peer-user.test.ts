import { connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { isOwnUser } from './peer-user.ts';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, remote: string, user: number) =>
  `   0: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  ${user}        0 12345 1`;
/** 40001 is 9C41, 8080 is 1F90. */
const ends = { localPort: 8080, remotePort: 40_001 };
const tables =
  (...rows: string[]) =>
  (file: string) =>
    file.endsWith('tcp') ? [HEAD, ...rows].join('\n') : HEAD;

it('the owner of the other end is told apart from the owner of ours', () => {
  const read = tables(
    row('0100007F:1F90', '0100007F:9C41', 1000),
    row('0100007F:9C41', '0100007F:1F90', 1001),
  );
  expect(isOwnUser(ends, 1000, read)).toBe(false);
  expect(isOwnUser(ends, 1001, read)).toBe(true);
});

it('a connection that is in no table is nobody’s', () => {
  expect(isOwnUser(ends, 1000, tables(row('0100007F:9C42', '0100007F:1F90', 1000)))).toBe(false);
  expect(isOwnUser(ends, 1000, tables(row('0200007F:9C41', '0100007F:1F90', 1000)))).toBe(false);
});

it('a browser that uses the newer protocol’s sockets is known too', () => {
  const mapped = '0000000000000000FFFF00000100007F';
  const line = row(`${mapped}:9C41`, `${mapped}:1F90`, 1000);
  expect(isOwnUser(ends, 1000, (file) => (file.endsWith('6') ? line : HEAD))).toBe(true);
});

it('where the system tells nothing, nobody is turned away', () => {
  expect(isOwnUser(ends, 1000, () => null)).toBe(true);
  expect(isOwnUser(ends, null, tables())).toBe(true);
});

it.runIf(process.platform === 'linux')('a real connection of this process is its own', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect(address.port, '127.0.0.1');
  const socket = await accepted;
  const user = process.getuid?.() ?? 0;
  expect(isOwnUser(socket, user)).toBe(true);
  expect(isOwnUser(socket, user + 1)).toBe(false);
  client.destroy();
  server.close();
});
