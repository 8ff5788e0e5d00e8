import { describe, expect, test } from 'vitest';
import { RequestFilter } from '../../shared/contract/requests.ts';
import { RequestStatus } from '../../shared/domain/elevation-request.ts';
import { canShow, viewWithin, WHOLE_VIEW } from './view.ts';

describe('an outcome beside a filter', () => {
  test.each([
    ['pending', ['pending']],
    ['decided', ['approved', 'denied', 'expired', 'cancelled']],
    ['attention', RequestStatus.options],
    ['all', RequestStatus.options],
  ] as const)('“%s” can show %j', (filter, statuses) => {
    expect(RequestStatus.options.filter((status) => canShow(filter, status))).toEqual(statuses);
  });

  test('is left out where the filter can show none of it, and stays wherever it can', () => {
    const kept = (status: RequestStatus) =>
      RequestFilter.options.filter((filter) => viewWithin(filter, { ...WHOLE_VIEW, status }).status !== null);
    expect(kept('pending')).toEqual(['pending', 'attention', 'all']);
    expect(kept('denied')).toEqual(['decided', 'attention', 'all']);
    expect(viewWithin('pending', { ...WHOLE_VIEW, status: 'denied', person: 'Ada' })).toEqual({
      ...WHOLE_VIEW,
      person: 'Ada',
    });
  });
});
