import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { asHtml, closureNoteOf, detailsHtmlOf, hoursOf, summaryOf } from './compose.ts';
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

  test.each([
    [
      'the e-mail where there is no name',
      { userName: null },
      'ada@contoso.example wants to run Notepad++ on PC-1',
    ],
    [
      'Somebody where there is neither',
      { userName: null, userEmail: null },
      'Somebody wants to run Notepad++',
    ],
    ['the file where the application has no name', { application: null }, 'wants to run npp.exe on'],
    [
      'the path where the file has none',
      { application: null, fileName: null },
      'wants to run C:\\Temp\\npp.exe on',
    ],
    [
      'an application where nothing is known of it',
      { application: null, fileName: null, path: null },
      'wants to run an application on PC-1',
    ],
    ['an unknown device', { device: null }, 'Notepad++ on an unknown device ['],
    ['a device without the spaces around it', { device: ' PC-1\n' }, 'Notepad++ on PC-1 ['],
    ['white space as one space', { userName: '  Ada \n\t Byron ' }, 'Elevation request: Ada Byron wants'],
  ])('names %s', (_, fields, expected) => {
    expect(summaryOf(aRequest(fields), REFERENCE)).toContain(expected);
  });

  test('is cut before the reference, and says so', () => {
    const whole = summaryOf(aRequest({ application: 'x'.repeat(300) }), REFERENCE);
    expect(whole).toHaveLength(200);
    expect(whole).toMatch(/x… \[IDM-\w+\]$/u);
    const room = 201 - summaryOf(aRequest({ application: 'x' }), REFERENCE).length;
    const full = summaryOf(aRequest({ application: 'x'.repeat(room) }), REFERENCE);
    expect(full).toHaveLength(200);
    expect(full).not.toContain('…');
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
  test('keep the lines of a reason apart', () => {
    expect(detailsHtmlOf(aRequest({ reason: 'For Ada:\n<1> update' }), context)).toContain(
      '<td>For Ada:<br>&lt;1&gt; update</td>',
    );
  });

  test('name everything a technician needs, with a link to respond and one that opens the companion', () => {
    const html = detailsHtmlOf(aRequest(), context);
    for (const [label, value] of [
      ['Customer', 'Contoso Ltd'],
      ['Person', 'Ada Byron (ada@contoso.example)'],
      ['Device', 'PC-1 (Windows 11)'],
      ['Application', 'Notepad++ (npp.exe)'],
      ['Publisher', 'Don Ho'],
      ['Reason', 'Need it'],
      ['Asked at', '2026-03-02 08:59:00 UTC'],
    ]) {
      expect(html).toContain(`<b>${label}</b></td><td>${value}<`);
    }
    expect(html).toContain('<a href="https://contoso-msp.idemeum.com/adminportal">');
    expect(html).toContain('<a href="idemeum-companion://request/req-1">');
  });

  test('are a table of what is known, and a line of links', () => {
    const known = detailsHtmlOf(
      aRequest({
        id: 'a/b',
        customerDisplayName: null,
        userEmail: null,
        operatingSystem: null,
        application: 'npp.exe',
        publisher: '',
        path: null,
        hash: null,
        reason: null,
        createdAt: null,
      }),
      { ...context, assetNote: 'No asset.' },
    );
    const row = (label: string, value: string) => `<tr><td><b>${label}</b></td><td>${value}</td></tr>`;
    expect(known).toBe(
      `<p>Ada Byron asks for admin rights to run npp.exe.</p><table>${[
        row('Customer', 'contoso'),
        row('Person', 'Ada Byron'),
        row('Device', 'PC-1'),
        row('Asset', 'No asset.'),
        row('Application', 'npp.exe'),
        row('Request', 'a/b'),
        row('Reference', REFERENCE),
      ].join(
        '',
      )}</table><p><a href="https://contoso-msp.idemeum.com/adminportal">Respond in the idemeum portal</a> · <a href="idemeum-companion://request/a%2Fb">Open in idemeum Companion</a></p>`,
    );
  });

  test('name path, hash and the person by the e-mail where that is all', () => {
    const html = detailsHtmlOf(aRequest({ userName: null }), context);
    expect(html).toContain('<b>Person</b></td><td>ada@contoso.example<');
    expect(html).toContain('<b>Path</b></td><td>C:\\Temp\\npp.exe<');
    expect(html).toContain(`<b>SHA-256</b></td><td>${'ab'.repeat(32)}<`);
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

  test.each([
    ['approved', 'Approved by Tina Tech (tina@msp.example).'],
    ['denied', 'Denied by Tina Tech (tina@msp.example).'],
    ['expired', 'Expired: nobody decided within 4 days by Tina Tech (tina@msp.example).'],
    ['cancelled', 'Cancelled by Tina Tech (tina@msp.example).'],
    ['pending', 'Not decided by Tina Tech (tina@msp.example).'],
  ] as const)('begins with how it ended: %s', (status, first) => {
    expect(closureNoteOf(aRequest({ status, decision }), REFERENCE).split('\n')[0]).toBe(first);
  });

  test.each([
    ['once', 'Scope: once, for this user.'],
    ['tenant', 'Scope: tenant: a rule for everybody at this customer.'],
    ['all-customers', 'Scope: all customers: a global rule.'],
  ] as const)('says how far %s reaches', (scope, line) => {
    expect(
      closureNoteOf(aRequest({ status: 'approved', decision: { ...decision, scope } }), REFERENCE),
    ).toContain(`\n${line}\n`);
  });

  test('tells the two kinds of elevation apart, and has none for a denial', () => {
    const admin = { ...decision, elevationType: 'admin' as const };
    expect(closureNoteOf(aRequest({ status: 'approved', decision: admin }), REFERENCE)).toContain(
      "Elevation: admin elevation (the agent's own admin account).",
    );
    expect(closureNoteOf(aRequest({ status: 'denied', decision: admin }), REFERENCE)).not.toContain(
      'Elevation',
    );
  });

  test('becomes HTML line by line', () => {
    expect(asHtml('a < b\nc')).toBe('a &lt; b<br>c');
  });

  test('says nothing of the kind of an elevation that idemeum does not name, nor of a device', () => {
    const unnamed = { ...decision, scope: null, elevationType: null, comment: null, at: null };
    const note = closureNoteOf(aRequest({ status: 'approved', device: null, decision: unnamed }), REFERENCE);
    expect(note.split('\n').slice(0, -1)).toEqual([
      'Approved by Tina Tech (tina@msp.example).',
      'Request: Notepad++ for Ada Byron on an unknown device.',
    ]);
  });

  test('leaves out what idemeum did not say', () => {
    const note = closureNoteOf(aRequest({ status: 'cancelled' }), REFERENCE);
    expect(note.split('\n')).toEqual([
      'Cancelled.',
      'Request: Notepad++ for Ada Byron on PC-1.',
      `Decided in idemeum, closed by idemeum Companion. Reference ${REFERENCE}.`,
    ]);
  });
});

test('five minutes are 0.0833 hours', () => {
  expect(hoursOf({ closureMinutes: 5 })).toBe(0.0833);
});

describe('the reference', () => {
  test('of a request never changes: tickets in Halo carry it', () => {
    expect(referenceFor('msp.idemeum.com', 'req-1')).toBe('IDM-6ZPRPYHYP6AN');
  });

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
