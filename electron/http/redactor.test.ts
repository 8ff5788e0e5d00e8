import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { errorTextOf } from './error-text.ts';
import { createLogger } from './logger.ts';
import { createRedactor } from './redactor.ts';
import { parseServiceUrl } from './urls.ts';

describe('the redactor', () => {
  test('takes a secret out in every form it may stand in', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, maxLength: 60 }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          fc.pre(secret.trim().length >= 8);
          const redactor = createRedactor();
          redactor.addSecret(secret);
          for (const form of [
            secret,
            encodeURIComponent(secret),
            Buffer.from(secret).toString('base64'),
            JSON.stringify(secret),
          ]) {
            expect(redactor.redact(`${before}${form}${after}`)).not.toContain(secret);
          }
          expect(redactor.redact(`${before} ${Buffer.from(secret).toString('base64')}`)).not.toContain(
            Buffer.from(secret).toString('base64'),
          );
        },
      ),
    );
  });

  test.each([
    ['Authorization: Bearer abc.def-123456', 'abc.def-123456'],
    ['{"access_token":"eyJhbGciOi"}', 'eyJhbGciOi'],
    ['grant_type=x&client_secret=s3cr3t%21&y=1', 's3cr3t%21'],
    ['Set-Cookie: session=abcdef; HttpOnly', 'abcdef'],
  ])('hides what looks like a secret: %s', (text, secret) => {
    expect(createRedactor().redact(text)).not.toContain(secret);
  });

  test('hides what looks like a secret in JSON within JSON, as the log has it', () => {
    const answer = JSON.stringify({ access_token: 'eyJhbGciOi', ok: 'shown' });
    const line = createRedactor().redact(JSON.stringify({ event: 'x', text: answer }));
    expect(line).not.toContain('eyJhbGciOi');
    expect(line).toContain('shown');
    expect(JSON.parse(line)).toMatchObject({ event: 'x' });
  });

  test.each(['ab\\/cd-1234', 'ab"cd-1234', 'ab\\\\"cd-1234', 'ab\ncd-1234', 'ab\\'])(
    'hides the whole of what looks like a secret, whatever is escaped in it: %s',
    (secret) => {
      const once = JSON.stringify({ client_secret: secret, ok: 'shown' }).replaceAll('/', '\\/');
      for (const text of [once, JSON.stringify({ text: once })]) {
        const line = createRedactor().redact(text);
        expect(line).not.toMatch(/ab|cd-1234/u);
        expect(line).toContain('shown');
        expect(() => JSON.parse(line)).not.toThrow();
      }
    },
  );

  test('knows a secret as error pages show it, and as JSON within JSON has it', () => {
    const secret = `a<b&"c"\\d'e`;
    const redactor = createRedactor();
    redactor.addSecret(secret);
    expect(redactor.redact('<p>a&lt;b&amp;&quot;c&quot;\\d&#39;e</p>')).toBe('<p>[hidden]</p>');
    const twice = JSON.stringify(JSON.stringify({ said: secret }));
    expect(redactor.redact(twice)).toBe(JSON.stringify(JSON.stringify({ said: '[hidden]' })));
  });

  test('lets old tokens go, and never what is still in use', () => {
    const redactor = createRedactor();
    const tokens = Array.from({ length: 250 }, (_, hour) => `token-of-hour-${hour}-${hour}`);
    for (const token of tokens) {
      redactor.addSecret('client-secret');
      redactor.addSecret(token);
    }
    expect(redactor.redact(`client-secret ${tokens.at(-1)} ${tokens.at(-50)}`)).toBe(
      '[hidden] [hidden] [hidden]',
    );
    expect(redactor.redact(tokens[0] ?? '')).toBe(tokens[0]);
  });

  test('leaves ordinary text alone', () => {
    expect(createRedactor().redact('Ticket #4711 was opened')).toBe('Ticket #4711 was opened');
  });
});

test('a secret at the place where a long text is cut leaves no part of itself', () => {
  const secret = 'planted-secret-0123456789';
  const redactor = createRedactor();
  redactor.addSecret(secret);
  for (let before = 265; before < 305; before += 1) {
    const shown = errorTextOf(JSON.stringify({ message: `${'x'.repeat(before)}${secret}` }), redactor);
    expect(shown).not.toContain('planted');
  }
});

test('a secret with half a letter in it is taken out too, and harms nothing', () => {
  const redactor = createRedactor();
  redactor.addSecret('half\ud800secret');
  expect(redactor.redact('a half\ud800secret b half%EF%BF%BDsecret')).toBe('a [hidden] b [hidden]');
});

test('the log holds stacks and no secrets, and never fails its caller', () => {
  const folder = mkdtempSync(join(tmpdir(), 'companion-log-'));
  const redactor = createRedactor();
  redactor.addSecret('top-secret-value');
  const file = join(folder, 'logs', 'companion.log');
  const log = createLogger({ file, clock: new FakeClock(), redactor });
  log.error(
    'it.broke',
    new Error('with top-secret-value inside', { cause: new Error('deep top-secret-value') }),
    { id: 5 },
  );
  const [line] = readFileSync(file, 'utf8').split('\n');
  expect(line).not.toContain('top-secret-value');
  expect(JSON.parse(line ?? '')).toMatchObject({
    event: 'it.broke',
    id: 5,
    stack: expect.stringContaining('redactor.test'),
  });
  rmSync(folder, { recursive: true });
  createLogger({ file: join('/dev/null', 'x', 'y.log'), clock: new FakeClock(), redactor }).info('nowhere');
  expect(existsSync(folder)).toBe(false);
});

describe('the text of an error', () => {
  test.each([
    ['{"error":"invalid_client","error_description":"Wrong secret"}', 'Wrong secret'],
    ['{"resultCode":1,"errorMessage":"No right"}', 'No right'],
    ['{"ClassName":"System.Exception","Message":"It broke","StackTrace":"at x"}', 'It broke'],
    ['{"Message":"Denied"}', 'Denied'],
    ['"Rate Limit Reached"', 'Rate Limit Reached'],
    ['<html><head><title>502 Bad Gateway</title></head><body>x</body></html>', '502 Bad Gateway'],
    ['<p>Hello <b>you</b></p>', 'Hello you'],
    ['<style>p {}</style><SCRIPT src="x">var a = "<b>";</SCRIPT ><p>Gone</p>', 'var a = " "; Gone'],
    ['<style>p {}</style><script>var a = "<b>";</script><p>Gone</p>', 'Gone'],
    ['<p>1 < 2 and <script>never closed', '1 never closed'],
    ['<title>', null],
    ['plain words', 'plain words'],
    ['', null],
    ['{}', null],
    ['null', null],
  ])('of %s is %s', (body, text) => {
    expect(errorTextOf(body, createRedactor())).toBe(text);
  });

  test('of a page whose tags are never closed does not take longer and longer', () => {
    // With patterns that look back, each of these would take minutes.
    for (const tag of ['<script>', '<style ', '<title ', '<a']) {
      expect(errorTextOf(`<p>Gone${tag.repeat(500_000)}`, createRedactor())).toMatch(/^Gone/u);
    }
  });

  test('is one short line whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 2_000 }), fc.json()), (body) => {
        const text = errorTextOf(body, createRedactor());
        expect((text ?? '').length).toBeLessThanOrEqual(300);
        expect(text ?? '').not.toMatch(/[\r\n]/u);
      }),
    );
  });
});

describe('the address of a service', () => {
  test.each([
    ['https://acme.halopsa.com/', 'https://acme.halopsa.com/'],
    ['  https://halo.example/desk// ', 'https://halo.example/desk'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/'],
    ['http://localhost', 'http://localhost/'],
    ['http://[::1]:1', 'http://[::1]:1/'],
  ])('%s is good', (text, href) => {
    const reading = parseServiceUrl(text);
    expect(reading.ok && reading.url.href).toBe(href);
  });

  test.each([
    'acme.halopsa.com',
    'http://acme.halopsa.com',
    'http://127.0.0.1.evil.example',
    'ftp://acme.halopsa.com',
    'https://user:pw@acme.halopsa.com',
    'https://acme.halopsa.com/?x=1',
    'javascript:alert(1)',
    '',
  ])('%s is not', (text) => {
    expect(parseServiceUrl(text)).toMatchObject({ ok: false });
  });
});
