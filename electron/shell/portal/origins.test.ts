import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOfTenant, judgeAddress, partitionOf } from './origins.ts';

const tenant = new URL('https://acme.idemeum.com');
const microsoft = 'https://login.microsoftonline.com';

describe('where a portal may go', () => {
  test.each([
    'https://acme.idemeum.com/adminportal',
    'https://acme.idemeum.com/?customerDisplayName=Contoso%20Ltd',
    'https://contoso-acme.idemeum.com/',
    'https://con-to-so-acme.idemeum.com/x',
    'https://ACME.idemeum.com',
  ])('%s is the tenant’s', (url) => {
    expect(judgeAddress(url, tenant, [])).toBe('allowed');
  });

  test.each([
    'https://evil.example/?https://acme.idemeum.com',
    'https://acme.idemeum.com.evil.example/',
    'https://evilacme.idemeum.com/',
    'https://contoso.idemeum.com/',
    'https://-acme.idemeum.com.evil.example/',
    'https://a.contoso-acme.idemeum.com/',
    'https://acme.idemeum.com:8443/',
    microsoft,
  ])('%s is asked about', (url) => {
    expect(judgeAddress(url, tenant, [])).toBe('ask');
  });

  test.each([
    'http://acme.idemeum.com/',
    'http://evil.example/',
    'https://user:pass@acme.idemeum.com/',
    'https://acme.idemeum.com@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:https://acme.idemeum.com/x',
    'app://companion/',
    'idemeum-companion://request/1',
    'not an address',
    '',
  ])('%s is refused', (url) => {
    expect(judgeAddress(url, tenant, [microsoft])).toBe('refused');
  });

  test('an origin that was confirmed is allowed, and only that one', () => {
    expect(judgeAddress(`${microsoft}/oauth2/authorize?x=1`, tenant, [microsoft])).toBe('allowed');
    expect(judgeAddress(`${microsoft}:444/`, tenant, [microsoft])).toBe('ask');
    expect(judgeAddress('https://login.microsoftonline.com.evil.example/', tenant, [microsoft])).toBe('ask');
  });

  test('the pretend services on this computer are one origin, without customers', () => {
    const pretend = new URL('http://127.0.0.1:4000');
    expect(judgeAddress('http://127.0.0.1:4000/adminportal', pretend, [])).toBe('allowed');
    expect(judgeAddress('http://127.0.0.1:4001/', pretend, [])).toBe('refused');
    expect(isOfTenant(new URL('http://x-127:4000'), pretend)).toBe(false);
  });

  test('a tenant at the root of a domain has no siblings', () => {
    expect(isOfTenant(new URL('https://x-acme.com'), new URL('https://acme.com'))).toBe(false);
  });

  test('no other host is ever taken for the tenant’s', () => {
    fc.assert(
      fc.property(fc.webUrl(), (text) => {
        const { hostname } = new URL(text);
        if (/(?:^|-)acme\.idemeum\.com$/u.test(hostname)) return;
        expect(judgeAddress(text, tenant, [])).not.toBe('allowed');
      }),
    );
  });

  test('each tenant has a partition of its own', () => {
    expect(partitionOf(tenant)).toBe('persist:portal-acme.idemeum.com');
    expect(partitionOf(new URL('http://127.0.0.1:4000'))).not.toBe(
      partitionOf(new URL('http://127.0.0.1:4001')),
    );
  });
});
