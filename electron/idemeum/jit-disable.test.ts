import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { seeded } from '../../test/support/fake-clock.ts';
import { wallClock } from '../companion/ports/clock.ts';
import { silentLog } from '../companion/ports/log.ts';
import { createRedactor } from '../http/redactor.ts';
import { defaultProfile } from './default-profile.ts';
import { createIdemeum } from './idemeum-client.ts';

/** As idemeum's documentation has it (reference: idemeum.md, "Documented API"); … stands for a value. */
const DOCUMENTED = {
  method: 'POST',
  path: '/api/integrations/entrajitaccounts',
  contentType: 'application/vnd.dvmi.entra.app.user.disable+json',
  body: '{"customerDisplayName": "…", "technicianEmailAddress": "…"}',
  authorization: 'Bearer …',
  tokenPath: '/api/oauth2/v1/token',
};

const filled = (text: string, ...values: readonly string[]) =>
  values.reduce((before, value) => before.replace('…', value), text);

/** A server that keeps every byte it is sent. */
async function recorder() {
  const requests: Buffer[] = [];
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const head = received.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/iu.exec(received.toString('latin1'))?.[1] ?? 0);
      if (head < 0 || received.length < head + 4 + length) return;
      requests.push(received);
      const isToken = received.includes('oauth2');
      const body = isToken ? '{"access_token":"tok-1","expires_in":3600,"token_type":"bearer"}' : '';
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
      );
    });
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { requests, url: new URL(`http://127.0.0.1:${port}`), close: () => server.close() };
}

const clientAt = (url: URL) =>
  createIdemeum({
    url,
    clientId: 'companion',
    clientSecret: async () => 'secret',
    profile: defaultProfile(),
    fetch: globalThis.fetch,
    sessionFetch: null,
    clock: wallClock(),
    random: seeded(1),
    log: silentLog,
    redactor: createRedactor(),
  });

test.each([
  ['Contoso Ltd', 'tina@msp.example'],
  ['Contoso “Süd” Ltd', 'tina.o\u2019neil@msp.example'],
])('what leaves the machine for %s is the documented call, byte for byte', async (customer, technician) => {
  const { requests, url, close } = await recorder();
  const idemeum = clientAt(url);
  await idemeum.disableJitAccount({ customerDisplayName: customer, technicianEmail: technician });
  close();
  const [token, call, ...others] = requests;
  expect(others).toEqual([]);
  expect(token?.toString('latin1').split('\r\n')[0]).toBe(`POST ${DOCUMENTED.tokenPath} HTTP/1.1`);
  expect(token?.toString('utf8')).toContain('grant_type=client_credentials');
  const end = call?.indexOf('\r\n\r\n') ?? 0;
  const [first, ...headers] = call?.subarray(0, end).toString('latin1').split('\r\n') ?? [];
  expect(first).toBe(`${DOCUMENTED.method} ${DOCUMENTED.path} HTTP/1.1`);
  expect(headers).toContain(`content-type: ${DOCUMENTED.contentType}`);
  expect(headers).toContain(`authorization: ${filled(DOCUMENTED.authorization, 'tok-1')}`);
  const expected = Buffer.from(filled(DOCUMENTED.body, customer, technician), 'utf8');
  expect(call?.subarray(end + 4).equals(expected)).toBe(true);
});

test('quotes and control characters cannot change the call', async () => {
  const { requests, url, close } = await recorder();
  const hostile = 'x", "technicianEmailAddress": "boss@msp.example", "a": "\n';
  await clientAt(url).disableJitAccount({ customerDisplayName: hostile, technicianEmail: 't@msp.example' });
  close();
  const body = requests[1]?.toString('utf8').split('\r\n\r\n')[1] ?? '';
  expect(JSON.parse(body)).toEqual({ customerDisplayName: hostile, technicianEmailAddress: 't@msp.example' });
});
