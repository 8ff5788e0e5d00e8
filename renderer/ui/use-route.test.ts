import { describe, expect, it } from 'vitest';
import { hrefOf, isNowhere, routeOf } from './use-route.ts';

describe('the place in the window', () => {
  it('is the requests where nothing is named', () => {
    for (const hash of ['', '#', '#/']) {
      expect(routeOf(hash)).toEqual({ screen: 'requests', item: null });
      expect(isNowhere(hash)).toBe(true);
    }
    for (const hash of ['#/start', '#/requests/4']) expect(isNowhere(hash)).toBe(false);
  });

  it('keeps ids whole, whatever they are made of', () => {
    for (const id of ['er/1', 'a b', '%', 'ü#?&', '../x']) {
      expect(routeOf(hrefOf('requests', id))).toEqual({ screen: 'requests', item: id });
    }
  });

  it('has no item where the address is broken', () => {
    expect(routeOf('#/requests/%E0%A4%A')).toEqual({ screen: 'requests', item: null });
  });
});
