import { describe, expect, test } from 'vitest';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { FakeIdemeum } from '../../../test/support/fake-idemeum.ts';
import { checkRunbook, runbookFor } from './runbook.ts';

const idemeum = new FakeIdemeum(new FakeClock());
const variables = { customerVariable: '$CLIENT_REFERENCE', technicianVariable: '$AGENT_EMAIL' };

describe('the runbook', () => {
  test('has the values of the vendor’s guide, with the variables in the documented body', () => {
    expect(runbookFor(idemeum, variables)).toEqual({
      baseResource: 'https://acme.idemeum.com/api/integrations',
      path: '/entrajitaccounts',
      tokenUrl: 'https://acme.idemeum.com/api/oauth2/v1/token',
      method: 'POST',
      contentType: 'application/vnd.dvmi.entra.app.user.disable+json',
      body: '{"customerDisplayName": "$CLIENT_REFERENCE", "technicianEmailAddress": "$AGENT_EMAIL"}',
    });
  });

  test('fits itself', () => {
    const { baseResource, path, contentType, body } = runbookFor(idemeum, variables);
    const findings = checkRunbook(idemeum, { url: baseResource + path, contentType, body });
    expect(findings.map(({ fits }) => fits)).toEqual([true, true, true]);
  });

  test('fits also where blanks came along from a document', () => {
    const { baseResource, path, contentType, body } = runbookFor(idemeum, variables);
    const entered = { url: `\u00A0${baseResource}${path} `, contentType: ` ${contentType}\u00A0`, body };
    expect(checkRunbook(idemeum, entered).map(({ fits }) => fits)).toEqual([true, true, true]);
  });

  test.each([
    ['url', { url: 'https://acme.idemeum.com/api/entrajitaccounts' }, /Expected https:\/\/acme/u],
    ['url', { url: 'not an address' }, /Expected https/u],
    ['contentType', { contentType: 'application/json' }, /to the letter/u],
    ['body', { body: '{customerDisplayName: $X}' }, /missing quotes/u],
    ['body', { body: '["a"]' }, /JSON object/u],
    ['body', { body: '"$CLIENT_REFERENCE"' }, /JSON object/u],
    ['body', { body: '7' }, /JSON object/u],
    ['body', { body: 'null' }, /JSON object/u],
    [
      'body',
      { body: '{"customerDisplayName":"x","technicianEmail":"y"}' },
      /“technicianEmailAddress” is missing, or is no text\. “technicianEmail” is not part/u,
    ],
    [
      'body',
      { body: '{"customerDisplayName":"","technicianEmailAddress":"y"}' },
      /“customerDisplayName” is missing/u,
    ],
    [
      'body',
      { body: '{"customerDisplayName":"x","technicianEmailAddress":7}' },
      /“technicianEmailAddress” is missing/u,
    ],
    [
      'body',
      { body: '{"customerDisplayName":"x","technicianEmailAddress":"y","more":"z"}' },
      /“more” is not part/u,
    ],
  ])('a wrong %s is named, with what is expected', (part, wrong, text) => {
    const { baseResource, path, contentType, body } = runbookFor(idemeum, variables);
    const findings = checkRunbook(idemeum, { url: baseResource + path, contentType, body, ...wrong });
    expect(findings.filter(({ fits }) => !fits)).toEqual([
      { part, fits: false, text: expect.stringMatching(text) },
    ]);
  });

  test('is checked for the settings as it is made for them', async () => {
    const desk = await AccessDesk.open();
    const jit = await desk.jit();
    const { baseResource, path, contentType, body } = jit.runbook(variables);
    expect(jit.checkRunbook({ url: baseResource + path, contentType, body })).toEqual([
      { part: 'url', fits: true, text: null },
      { part: 'contentType', fits: true, text: null },
      { part: 'body', fits: true, text: null },
    ]);
    await desk.dispose();
  });
});
