import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVERY_KIND } from '../../shared/domain/alert.ts';
import { ConfigError } from './config-error.ts';
import { type CheckedLayer, checkText, loadConfigFile } from './config-file.ts';
import { combineSettings } from './settings.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'));
  file = join(folder, 'companion.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function load(content: unknown): Promise<CheckedLayer> {
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return await loadConfigFile(file);
}

async function findingsFor(content: unknown): Promise<readonly string[]> {
  const error = await load(content).catch((caught: unknown) => caught);
  if (!(error instanceof ConfigError)) throw new Error('no findings');
  return error.findings.map(({ text }) => text.replace(`${file}: `, ''));
}

it('the example is a good file', async () => {
  const example = fileURLToPath(new URL('../../build/companion.config.example.json', import.meta.url));
  const layer = await loadConfigFile(example);
  expect(layer.warnings).toEqual([]);
  const reading = combineSettings([layer]);
  expect(reading.missing).toEqual([]);
  // What it spells out are the defaults, so that it explains them.
  const { connections } = reading;
  const bare = combineSettings([
    {
      raw: {
        halo: { url: connections?.halo.url, clientId: connections?.halo.clientId },
        idemeum: { url: connections?.idemeum.url, clientId: connections?.idemeum.clientId },
        technician: { email: 'technician@example.com' },
      },
      warnings: [],
    },
  ]);
  expect(reading).toEqual(bare);
});

describe('what is found', () => {
  it('is reported all at once, with path, value and expectation', async () => {
    const findings = await findingsFor({
      halo: { url: 'http://halo.example.com', clientId: 12, requestLimit: 5, budgetShare: 2 },
      idemeum: 'nothing',
      technician: { email: 'nobody' },
      ticket: { closeWith: 'magic', closureMinutes: 'five', type: '', historyDays: -1 },
      poll: { intervalSeconds: 1 },
    });
    expect(findings.map((finding) => finding.split(' (')[0])).toEqual([
      expect.stringMatching(/^halo\.url: found "http:\/\/halo\.example\.com"/u),
      'halo.clientId: found 12, expected the Client ID of the API application in Halo, as text',
      "halo.requestLimit: found 5, expected Halo's limit of requests in 5 minutes: a whole number from 10 to 100000",
      'halo.budgetShare: found 2, expected the share of that limit for the companion: a number above 0 and up to 1, such as 0.8',
      'idemeum: found "nothing", expected an object in braces',
      'technician.email: found "nobody", expected an e-mail address',
      'ticket.type: found "", expected a text that is not empty',
      'ticket.closureMinutes: found "five", expected a number',
      'ticket.closeWith: found "magic", expected one of "ticket", "action"',
      'ticket.historyDays: found -1, expected a number of at least 0',
      'poll.intervalSeconds: found 1, expected a number of seconds from 5 to 600',
    ]);
  });

  it.each(['https://halo.example.com', 'http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:2'])(
    '%s is a good address',
    async (url) => {
      expect((await load({ halo: { url } })).raw).toEqual({ halo: { url } });
    },
  );

  it.each([
    'http://10.0.0.1',
    'ftp://halo.example.com',
    'halo.example.com',
    'https://',
    'http://localhost.evil.example',
  ])('%s is refused as an address', async (url) => {
    expect((await findingsFor({ idemeum: { url } }))[0]).toContain(`idemeum.url: found "${url}"`);
  });

  it('shows no password in an address', async () => {
    const [finding = ''] = await findingsFor({
      halo: { url: 'http://user:planted@halo.example.com/?x=planted' },
    });
    expect(finding).toContain('halo.url');
    expect(finding).not.toContain('planted');
  });

  it.each([
    { halo: { clientSecret: 'planted' } },
    { idemeum: { client_secret: 'planted' } },
    { password: 'planted' },
    { halo: { deep: { apiKey: 'planted' } } },
    { halo: { token: 'planted' } },
  ])('a secret in %j is refused, not shown', async (content) => {
    const findings = await findingsFor(content);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain('--store-secrets');
    expect(findings.join()).not.toContain('planted');
  });

  it.each<[unknown, string]>([
    [[], 'the file: found a list, expected an object with the sections'],
    ['"text"', 'the file: found "text", expected an object with the sections'],
    ['null', 'the file: found null, expected an object with the sections'],
  ])('%j is no config', async (content, text) => {
    expect((await findingsFor(content))[0]).toContain(text);
  });

  it('names line and column where it is no JSON', async () => {
    await expect(load('{\r\n  "halo": {},\r\n}')).rejects.toThrow(`${file}, line 3, column 1: found "}"`);
  });

  it('says when there is no file', async () => {
    await expect(loadConfigFile(join(folder, 'none.json'))).rejects.toThrow(
      `--config: found no file at ${join(folder, 'none.json')}, expected a JSON file`,
    );
    await expect(loadConfigFile(folder)).rejects.toThrow('--config: found a folder');
  });
});

it('unknown keys are a warning with the closest known one', async () => {
  const { warnings } = await load({
    $schema: 'x',
    halo: { URL: 'https://halo.example.com', clientID: 'x', somethingElse: 1 },
    tickets: {},
  });
  expect(warnings.map(({ text }) => text.replace(`${file}: `, ''))).toEqual([
    'halo.URL: not a known setting, ignored; did you mean "halo.url"?',
    'halo.clientID: not a known setting, ignored; did you mean "halo.clientId"?',
    'halo.somethingElse: not a known setting, ignored',
    'tickets: not a known setting, ignored; did you mean "ticket"?',
  ]);
});

describe('settings', () => {
  it('have defaults', () => {
    expect(combineSettings([])).toMatchObject({
      work: {
        technicianEmail: null,
        pollIntervalMs: 15_000,
        keepDays: 400,
        jit: { hours: 4, customerHours: [], portalParameter: 'customerDisplayName', isAllowed: true },
        notifications: { kinds: EVERY_KIND, quiet: null, withDetails: true },
        ticket: { type: 'Incident', closureMinutes: 5, historyDays: 4 },
      },
      connections: null,
      missing: ['halo.url', 'halo.clientId', 'idemeum.url', 'idemeum.clientId'],
      nothingConfigured: true,
    });
    expect(combineSettings([]).work.ticket.madeBy).toBeUndefined();
  });

  it('of a later source lie over those of an earlier one, field by field', async () => {
    const stored: CheckedLayer = {
      raw: {
        halo: { url: 'https://a.example', clientId: 'a', tenant: 't' },
        ticket: { madeBy: 'connector', type: 'Request' },
      },
      warnings: [],
    };
    const given = await load({
      halo: { url: ' https://b.example ' },
      idemeum: { url: 'https://c.example', clientId: 'c', profile: 'profiles/own.json' },
      ticket: { type: 'Incident' },
    });
    const { connections, work } = combineSettings([stored, given]);
    expect(connections).toMatchObject({
      halo: { url: 'https://b.example', clientId: 'a', tenant: 't', tokenUrl: null, requestLimit: 300 },
      idemeum: { profile: join(folder, 'profiles', 'own.json') },
    });
    expect(work.ticket).toMatchObject({ madeBy: 'connector', type: 'Incident' });
  });

  it('that are half there name the other half', async () => {
    const reading = combineSettings([await load({ halo: { url: 'https://a.example' } })]);
    expect(reading).toMatchObject({ missing: ['halo.clientId', 'idemeum.url', 'idemeum.clientId'] });
    expect(reading.nothingConfigured).toBe(false);
  });
});

it('the example holds no secret', async () => {
  const example = new URL('../../build/companion.config.example.json', import.meta.url);
  expect(await readFile(example, 'utf8')).not.toMatch(/secret/iu);
});

it('takes nothing from a key that programs may take for the form of an object', () => {
  const text =
    '{"__proto__": {"poll": {"intervalSeconds": 0.001}}, "journal": {"__proto__": {"keepDays": 1}}}';
  const layer = checkText('/etc/companion.json', text);
  expect(layer.warnings.map(({ text: warning }) => warning).join()).toContain('__proto__');
  expect(combineSettings([layer]).work).toMatchObject({ pollIntervalMs: 15_000, keepDays: 400 });
});
