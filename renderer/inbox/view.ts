import type { RequestFilter, RequestNarrowing, RequestOrder } from '../../shared/contract/requests.ts';

/** What narrows and orders the list beside its search. */
export interface View extends RequestNarrowing {
  readonly order: RequestOrder;
}

/** Which requests the list shows. */
export interface Selection extends RequestNarrowing {
  readonly filter: RequestFilter;
  readonly search: string;
}

export const WHOLE_VIEW: View = {
  status: null,
  from: null,
  to: null,
  customer: '',
  person: '',
  device: '',
  application: '',
  order: 'time',
};

/** True where a filter beside the search keeps something out. */
export function isNarrowed({ order: _, ...narrowing }: View): boolean {
  return Object.values(narrowing).some((value) => value !== null && value !== '');
}
