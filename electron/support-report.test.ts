import { expect, test } from 'vitest';
import { aDatabase, testSettings } from '../test/support/settings.ts';
import { fakeCompanion } from './console/testing/fake-companion.ts';
import { anonymous, supportReport } from './support-report.ts';

test('tells how the companion is, and names nobody', async () => {
  const companion = fakeCompanion();
  const overview = await companion.overview();
  const { service } = testSettings({
    halo: { url: 'https://secretmsp.halopsa.com', clientId: 'client-77' },
    technician: { email: 'tina@secretmsp.example' },
    poll: { intervalSeconds: 30 },
  });
  const text = supportReport({
    overview: {
      ...overview,
      version: '1.2.3',
      language: 'system',
      guide: 'closed',
      sandbox: false,
      services: [
        {
          service: 'halo',
          state: 'refused',
          text: 'Halo at https://secretmsp.halopsa.com refused “client-77” of tina@secretmsp.example (secretmsp.halopsa.com).',
          lastSuccessAt: 1_000,
          nextTryAt: null,
        },
      ],
      warnings: [{ kind: 'set-up', text: 'Halo has no “Secret Category”.' }],
    },
    settings: service.read().settings,
    alerts: [],
    database: { ...(await aDatabase()), copies: ['journal.sqlite.damaged-2026'], foundSoundAt: 1_000 },
    shell: 'console',
    platform: 'linux',
    node: '24',
    now: 61_000,
  });
  expect(text).toContain('Version: 1.2.3, console, linux, Node 24');
  expect(text).toContain('- halo: refused; last success 60 s ago; next try never; Halo at [address]');
  expect(text).toContain('- poll.intervalSeconds: 30 (settings)');
  expect(text).toContain('- halo.url: set (settings)');
  expect(text).toContain('- sound, checked 60 s ago, version 6');
  expect(text).toContain('- 4321 kB, 52000 MB free, 1 older ones beside it');
  expect(text).not.toContain('tess');
  expect(text).not.toMatch(/secretmsp|tina|client-77|Secret Category/u);
});

test.each([
  ['mail an ada@contoso.example.', 'mail an [e-mail]'],
  ['see https://x.example/a?b=c now', 'see [address] now'],
  ['host acme.idemeum.com is down', 'host [host] is down'],
  ['no “Contoso Ltd” here', 'no “…” here'],
  ['Halo refused (400). Halo said: Ada Byron of Contoso\nmay not.', 'Halo refused (400). Halo said: …'],
  ['kept as /home/ada/.local/share/x/journal.sqlite now', 'kept as [path] now'],
  ['kept as C:\\Users\\ada\\x.sqlite; done', 'kept as [path]; done'],
  ['on \\\\server\\ada here', 'on [path] here'],
  ['proxy 10.1.2.3 or fe80::1 does not answer', 'proxy [ip] or [ip] does not answer'],
  ['3 of the last 5 calls; 07:30 to 22:15; and/or', '3 of the last 5 calls; 07:30 to 22:15; and/or'],
])('%s', (text, wanted) => {
  expect(anonymous(text)).toBe(wanted);
});
