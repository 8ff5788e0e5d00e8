import { expect, test } from 'vitest';
import { fakeCompanion } from '../console/testing/fake-companion.ts';
import { createDesktopShell, type DesktopShellOptions } from './desktop-shell.ts';

const TENANT = new URL('https://acme.idemeum.com');

/** The shell with a ticket at this address, and a request whose portal is at that one. */
function desk({ ticket = 'https://acme.halopsa.com/tickets?id=7', portalUrl = '' } = {}) {
  const opened: string[] = [];
  const shown: string[] = [];
  const only = <T>(members: object): T => Object.assign(Object.create(null), members);
  const options: Partial<DesktopShellOptions> = {
    companion: fakeCompanion({
      ticketUrl: () => ticket,
      findRequest: async () => only({ ticketUrl: ticket, request: { portalUrl } }),
    }),
    shell: only({ openExternal: async (url: string) => void opened.push(url) }),
    portals: only({ show: (_tenant: URL, address: URL) => void shown.push(address.href) }),
    tenant: TENANT,
  };
  return { shell: createDesktopShell(only(options)), opened, shown };
}

test('15: a ticket is opened in the browser at the address that the core knows', async () => {
  const { shell, opened } = desk();
  await shell.open({ what: 'ticket', requestId: 'r1' });
  await shell.open({ what: 'halo-ticket', haloTicketId: 7 });
  expect(opened).toEqual(['https://acme.halopsa.com/tickets?id=7', 'https://acme.halopsa.com/tickets?id=7']);
});

test.each([
  'http://acme.halopsa.com/tickets',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-msdt:/id%20PCWDiagnostic',
  'smb://evil.example/share',
  'https:/\\',
  'not an address',
])('15: %s is not opened outside, whoever configured it', async (ticket) => {
  const { shell, opened } = desk({ ticket });
  expect(await shell.open({ what: 'ticket', requestId: 'r1' })).toMatchObject({ done: false });
  expect(opened).toEqual([]);
});

test.each([
  ['https://contoso-acme.idemeum.com/requests/r1', 'https://contoso-acme.idemeum.com/requests/r1'],
  ['https://evil.example/?https://acme.idemeum.com', 'https://acme.idemeum.com/'],
  ['https://acme.idemeum.com@evil.example/', 'https://acme.idemeum.com/'],
  ['javascript:alert(1)', 'https://acme.idemeum.com/'],
  ['app://companion/', 'https://acme.idemeum.com/'],
])('15: the portal of a request with the link %s is opened at %s', async (portalUrl, address) => {
  const { shell, shown } = desk({ portalUrl });
  await shell.open({ what: 'request-in-portal', requestId: 'r1' });
  expect(shown).toEqual([address]);
});
