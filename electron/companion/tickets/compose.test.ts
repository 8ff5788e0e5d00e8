import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { closureNoteOf, detailsHtmlOf, hoursOf, summaryOf } from './compose.ts';
import { referenceFor, referencesIn } from './reference.ts';

const REFERENCE = referenceFor('msp.idemeum.com', 'req-1');
const context = {
  reference: REFERENCE,
  respondUrl: 'https://contoso-msp.idemeum.com/adminportal',
  assetNote: null,
};

describe('the summary', () => {
  test('says who wants to run what where, and carries the reference', () => {
    expect(summaryOf(aRequest(), REFERENCE)).toBe(
      `Elevation request: Ada Byron wants to run Notepad++ on PC-1 [${REFERENCE}]`,
    );
  });

  test('keeps the reference whole and one line, whatever the names are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.string({ maxLength: 600 }),
        (user, application) => {
          const summary = summaryOf(
            aRequest({ userName: user || null, application: application || null }),
            REFERENCE,
          );
          expect(referencesIn(summary)).toContain(REFERENCE);
          expect([...summary].length).toBeLessThanOrEqual(200);
          expect(summary).not.toMatch(/[\r\n]/u);
        },
      ),
    );
  });
});

describe('the details', () => {
  test('name everything a technician needs, with a link to respond and one that opens the companion', () => {
    const html = detailsHtmlOf(aRequest(), context);
    for (const part of [
      'Contoso Ltd',
      'Ada Byron (ada@contoso.example)',
      'PC-1 (Windows 11)',
      'Don Ho',
      'Need it',
      '2026-03-02 08:59:00 UTC',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toContain('<a href="https://contoso-msp.idemeum.com/adminportal">');
    expect(html).toContain('<a href="idemeum-companion://request/req-1">');
  });

  test('execute nothing that an end user typed', () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&';
    const html = detailsHtmlOf(aRequest({ reason: hostile, userName: hostile, device: hostile }), context);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });
});

describe('the closure note', () => {
  const decision = {
    byName: 'Tina Tech',
    byEmail: 'tina@msp.example',
    scope: 'tenant' as const,
    elevationType: 'user' as const,
    comment: 'Fine for all',
    at: Date.parse('2026-03-02T10:00:00Z'),
  };

  test('says who decided what, how far it reaches, when, and through what', () => {
    const note = closureNoteOf(aRequest({ status: 'approved', decision }), REFERENCE);
    expect(note.split('\n')).toEqual([
      'Approved by Tina Tech (tina@msp.example).',
      'Scope: tenant: a rule for everybody at this customer.',
      'Elevation: user elevation (the user is promoted for the moment).',
      'When: 2026-03-02 10:00:00 UTC.',
      'Comment: Fine for all',
      'Request: Notepad++ for Ada Byron on PC-1.',
      `Decided in idemeum, closed by idemeum Companion. Reference ${REFERENCE}.`,
    ]);
  });

  test('leaves out what idemeum did not say', () => {
    const note = closureNoteOf(aRequest({ status: 'cancelled' }), REFERENCE);
    expect(note.split('\n')[0]).toBe('Cancelled.');
    expect(note).not.toContain('null');
  });
});

test('five minutes are 0.0833 hours', () => {
  expect(hoursOf({ closureMinutes: 5 })).toBe(0.0833);
});

describe('the reference', () => {
  test('is the same on every desk, and differs between requests and tenants', () => {
    expect(referenceFor('MSP.idemeum.com', 'a')).toBe(referenceFor('msp.idemeum.com', 'a'));
    const all = [
      referenceFor('x', '1'),
      referenceFor('x', '2'),
      referenceFor('y', '1'),
      referenceFor('x', 'A'),
    ];
    expect(new Set(all).size).toBe(4);
  });

  test('is found in any case, and only whole', () => {
    expect(referencesIn(`re: ${REFERENCE.toLowerCase()}.`)).toEqual([REFERENCE]);
    expect(referencesIn(`${REFERENCE}9`)).toEqual([]);
    expect(referencesIn('IDM-SHORT')).toEqual([]);
    expect(referencesIn(null)).toEqual([]);
  });
});
