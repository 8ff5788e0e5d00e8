import { describe, expect, test } from 'vitest';
import { testSettings } from '../../test/support/settings.ts';

const NEWCOMER = { sandbox: true, isFirstRun: true };
const HALO = { url: 'https://acme.halopsa.com', clientId: 'abc' };
const BOTH = { halo: HALO, idemeum: { url: 'https://acme.idemeum.com', clientId: 'def' } };

describe('the set-up guide', () => {
  test('is new on a first run, and closed for whoever had connections before there was one', () => {
    expect(testSettings({}, NEWCOMER).service.guide).toBe('new');
    expect(testSettings(BOTH).service.guide).toBe('closed');
    expect(testSettings(BOTH, { sandbox: true }).service.guide).toBe('closed');
  });

  test('stays closed for whoever only looks around', () => {
    const { service, kept } = testSettings({}, NEWCOMER);
    service.setGuide('closed');
    expect(service.guide).toBe('closed');
    expect(testSettings(kept(), NEWCOMER).service.guide).toBe('closed');
  });

  test('is open from the first connection on, wherever that is entered, until the services are in use', () => {
    const { service, kept } = testSettings({ window: { guide: 'closed' } }, NEWCOMER);
    service.change('halo.url', HALO.url);
    expect(kept()).toEqual({ halo: { url: HALO.url }, window: { guide: 'open' } });
    service.setGuide('closed');
    expect(service.guide).toBe('open');
    const inUse = testSettings({ ...BOTH, window: { guide: 'open' } });
    inUse.service.setGuide('closed');
    expect(inUse.service.guide).toBe('closed');
  });

  test('is not opened again by a change of connections that are there', () => {
    for (const sandbox of [true, false]) {
      const { service, kept } = testSettings(BOTH, { sandbox });
      service.change('halo.clientId', 'other');
      expect(kept()).toEqual({ ...BOTH, halo: { ...HALO, clientId: 'other' } });
    }
  });

  test('is opened again by taking a connection away: half a set-up would be a mistake at the next start', () => {
    const { service, kept } = testSettings({ ...BOTH, window: { guide: 'closed' } });
    service.change('halo.url', undefined);
    expect(kept()).toMatchObject({ halo: { clientId: 'abc' }, window: { guide: 'open' } });
  });

  test('is opened by a file that brings the connections', () => {
    const { service, kept } = testSettings({}, NEWCOMER);
    service.importText(JSON.stringify(BOTH), false);
    expect(kept()).toEqual({ ...BOTH, window: { guide: 'open' } });
  });

  test('is no setting: it is neither exported nor taken from a file', () => {
    const { service, kept } = testSettings({ ...BOTH, window: { language: 'de', guide: 'closed' } });
    const exported: unknown = JSON.parse(service.exportText());
    expect(exported).toEqual({ ...BOTH, window: { language: 'de' } });
    const other = JSON.stringify({ ...BOTH, window: { language: 'en', guide: 'open' } });
    expect(service.importText(other, false).changes).toEqual(['window.language']);
    expect(kept()).toEqual({ ...BOTH, window: { language: 'en', guide: 'closed' } });
  });
});
