import type { RequestFilter, RequestNarrowing, RequestOrder } from '../../shared/contract/requests.ts';
import type { RequestStatus } from '../../shared/domain/elevation-request.ts';

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

/**
 * Whether requests with this outcome can be among those that a filter shows. A ticket may need attention whether its
 * request was decided or not.
 */
export function canShow(filter: RequestFilter, status: RequestStatus): boolean {
  switch (filter) {
    case 'pending':
      return status === 'pending';
    case 'decided':
      return status !== 'pending';
    case 'attention':
    case 'all':
      return true;
  }
}

/** The view without an outcome that the filter cannot show: who asks for what is pending does not mean “none of it”. */
export function viewWithin(filter: RequestFilter, view: View): View {
  return view.status === null || canShow(filter, view.status) ? view : { ...view, status: null };
}

/** True where a filter beside the search keeps something out. */
export function isNarrowed({ order: _, ...narrowing }: View): boolean {
  return Object.values(narrowing).some((value) => value !== null && value !== '');
}
