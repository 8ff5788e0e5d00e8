import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SettingPath, type SettingValue } from '../../shared/contract/settings.ts';
import { testSettings } from '../../test/support/settings.ts';

const HALO = { halo: { url: 'https://acme.halopsa.com', clientId: 'abc' } };

describe('settings that are changed while the companion runs', () => {
  test('say for every one what applies and where it comes from', () => {
    const { service } = testSettings(
      { ...HALO, ticket: { type: 'Request' } },
      {
        policy: { raw: { poll: { intervalSeconds: 30 } } },
        given: { technician: { email: 'tina@msp.example' } },
      },
    );
    const byPath = new Map(service.read().settings.map((one) => [one.path, one]));
    expect([...byPath.keys()]).toEqual(SettingPath.options);
    expect(byPath.get('ticket.type')).toMatchObject({ value: 'Request', source: 'settings', locked: false });
    expect(byPath.get('ticket.urgency')).toMatchObject({ value: 'Medium', source: 'default' });
    expect(byPath.get('poll.intervalSeconds')).toMatchObject({ value: 30, source: 'policy', locked: false });
    expect(byPath.get('technician.email')).toMatchObject({ source: 'config', locked: true });
    expect(byPath.get('idemeum.url')).toMatchObject({ value: null, source: 'default' });
    expect(byPath.get('notifications.kinds.new-request')).toMatchObject({ value: true });
  });

  test('are checked, saved and in use at once, and taken back as easily', () => {
    const { service, kept } = testSettings();
    const heard: number[] = [];
    service.onChange(({ work }) => heard.push(work.pollIntervalMs));
    expect(service.change('poll.intervalSeconds', 60)).toEqual({ done: true, text: null });
    expect(kept()).toEqual({ poll: { intervalSeconds: 60 } });
    expect(service.change('notifications.kinds.jit-ending', false)).toMatchObject({ done: true });
    expect(service.reading.work.notifications.kinds['jit-ending']).toBe(false);
    expect(service.change('poll.intervalSeconds', undefined)).toMatchObject({ done: true });
    expect(service.change('notifications.kinds.jit-ending', undefined)).toMatchObject({ done: true });
    expect(kept()).toEqual({});
    expect(heard).toEqual([60_000, 60_000, 15_000, 15_000]);
    expect(service.read().restartNeeded).toBe(false);
  });

  test.each<[SettingPath, SettingValue, string | RegExp]>([
    ['poll.intervalSeconds', 1, 'Found 1, expected a number of seconds from 5 to 600.'],
    [
      'halo.url',
      'http://acme.halopsa.com',
      /^Found "http:\/\/acme\.halopsa\.com" \(.+\), expected the https address/u,
    ],
    ['technician.email', 'tina', 'Found "tina", expected an e-mail address.'],
    ['notifications.quiet', { from: '25:00', to: '07:00' }, /Found "25:00", expected a time of the day/u],
    ['ticket.closeWith', 'magic', /expected one of "ticket", "action"/u],
    [
      'jit.customerHours',
      ['Contoso Ltd = 8', 'Fabrikam: 2'],
      /^Found "Fabrikam: 2" \(.+\), expected a list of texts such as "Contoso Ltd = 8"/u,
    ],
    ['jit.customerHours', ['Contoso = 0.1'], /hours from 0.25 to 720/u],
  ])('%s = %j is refused, in words', (path, value, text) => {
    const { service, kept } = testSettings();
    expect(service.change(path, value)).toEqual({ done: false, text: expect.stringMatching(text) });
    expect(kept()).toEqual({});
  });

  test('hours of single customers are read from lines', () => {
    const { service } = testSettings();
    const lines = ['Contoso Ltd = 8', 'A = B & Söhne=0.5'];
    expect(service.change('jit.customerHours', lines)).toMatchObject({ done: true });
    expect(service.reading.work.jit.customerHours).toEqual([
      { customer: 'Contoso Ltd', hours: 8 },
      { customer: 'A = B & Söhne', hours: 0.5 },
    ]);
  });

  test('that an administrator has fixed stay as they are', () => {
    const policy = { raw: { jit: { hours: 1 } }, locked: ['jit.hours'] };
    const { service, kept } = testSettings({ jit: { hours: 9 } }, { policy });
    expect(service.reading.work.jit.hours).toBe(1);
    expect(service.change('jit.hours', 3)).toMatchObject({ done: false });
    expect(kept()).toEqual({ jit: { hours: 9 } });
  });

  test('for connections are used from the next start on, and are kept for the real services while trying out', () => {
    const { service, kept } = testSettings({}, { sandbox: true });
    const heard: unknown[] = [];
    service.onChange((reading) => heard.push(reading));
    expect(service.change('halo.url', 'https://acme.halopsa.com')).toMatchObject({ done: true });
    expect(service.change('ticket.type', 'Request')).toMatchObject({ done: true });
    expect(kept()).toMatchObject({ halo: { url: 'https://acme.halopsa.com' } });
    expect(service.read()).toMatchObject({ restartNeeded: true, sandbox: true });
    expect(heard).toHaveLength(1);
  });

  test('about the person hold in practice and outlive it', () => {
    const { service, kept } = testSettings({ window: { language: 'de' } }, { sandbox: true });
    expect(service.language).toBe('de');
    const heard: (string | null)[] = [];
    service.onChange(({ work }) => heard.push(work.technicianEmail));
    service.change('technician.email', 'tina@msp.example');
    expect(heard).toEqual(['tina@msp.example']);
    expect(kept()).toEqual({ window: { language: 'de' }, technician: { email: 'tina@msp.example' } });
    expect(service.read()).toMatchObject({ restartNeeded: false });
  });

  test('whatever is sent leaves settings that can be read', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...SettingPath.options), value)), (changes) => {
        const { service, kept } = testSettings();
        for (const [path, wanted] of changes) service.change(path, wanted);
        const again = testSettings(kept());
        expect(again.service.read().settings).toEqual(service.read().settings);
      }),
    );
  });
});

describe('secrets', () => {
  test('go into the keychain, and never come back', async () => {
    const { service, keychain, kept } = testSettings(HALO);
    expect(await service.secrets()).toMatchObject([
      { service: 'halo', state: 'missing' },
      { service: 'idemeum', state: 'unasked' },
    ]);
    expect(await service.storeSecret('idemeum', 's3cret-of-idemeum')).toMatchObject({ done: false });
    expect(await service.storeSecret('halo', 's3cret-of-halo')).toEqual({ done: true, text: null });
    expect(keychain.get('halo')).toBe('s3cret-of-halo');
    const all = JSON.stringify([service.read(), await service.secrets(), service.exportText(), kept()]);
    expect(all).not.toContain('s3cret');
  });
});

describe('a file of settings', () => {
  test('is shown before it is taken, and brings back what was exported', () => {
    const idemeum = { url: 'https://acme.idemeum.com', clientId: 'def' };
    const from = testSettings({ ...HALO, idemeum, ticket: { type: 'Request' } });
    const text = from.service.exportText();
    const to = testSettings({ ticket: { urgency: 'High' } });
    const connections = ['halo.url', 'halo.clientId', 'idemeum.url', 'idemeum.clientId'];
    const changes = ['ticket.urgency', 'ticket.type', ...connections];
    expect(to.service.importText(text, true).changes.toSorted()).toEqual(changes.toSorted());
    expect(to.kept()).toEqual({ ticket: { urgency: 'High' } });
    to.service.importText(text, false);
    expect(to.kept()).toEqual(from.kept());
    expect(to.service.importText(text, true)).toEqual({ changes: [], findings: [] });
  });

  test.each([
    ['no JSON', '{"halo":', /line 1/u],
    ['a secret', '{"halo":{"clientSecret":"x"}}', /found a secret/u],
    ['a wrong value', '{"poll":{"intervalSeconds":1}}', /poll\.intervalSeconds/u],
  ])('with %s is refused as a whole', (_, text, finding) => {
    const { service, kept } = testSettings();
    expect(service.importText(text, false).findings.join()).toMatch(finding);
    expect(kept()).toEqual({});
  });
});
