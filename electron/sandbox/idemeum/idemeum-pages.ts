import type { SandboxClock } from '../clock.ts';
import { type Answer, html } from '../http/answer.ts';
import { escaped, page } from '../http/page.ts';
import type { ServiceRequest } from '../http/service-request.ts';
import type { ElevationRequest } from './entities.ts';
import type { IdemeumStore, Verdict } from './idemeum-store.ts';

const REQUEST = /^\/adminportal\/elevationrequests\/([^/]+)$/u;
const SHOWN = 100;

/** A plain pretend portal, where requests can be decided as technicians do without the companion. */
export function portalPage(store: IdemeumStore, clock: SandboxClock, request: ServiceRequest): Answer {
  const id = REQUEST.exec(request.path)?.[1];
  const existing = id === undefined ? undefined : store.requests.get(id);
  if (existing === undefined) return html(page('Pretend idemeum portal', listHtml(store, request)));
  if (request.method === 'POST') {
    const verdict = new URLSearchParams(request.body).get('verdict');
    store.settle(existing.id, verdictOf(verdict === 'approve'), clock.now());
    return { status: 303, headers: { location: request.path } };
  }
  return html(page('Pretend idemeum portal', requestHtml(existing)));
}

function verdictOf(isApproved: boolean): Verdict {
  return {
    status: isApproved ? 'APPROVED' : 'DENIED',
    by: { name: 'Portal visitor', email: null },
    scope: 'ONCE',
    elevationType: isApproved ? 'ADMIN' : null,
    comment: null,
  };
}

function listHtml(store: IdemeumStore, { query }: ServiceRequest): string {
  const displayName = query.get('customerDisplayName');
  const name = query.get('customerName');
  const requests = [...store.requests.values()]
    .filter((one) => displayName === null || one.customerDisplayName === displayName)
    .filter((one) => name === null || one.customerName === name)
    .toReversed()
    .slice(0, SHOWN);
  const items = requests.map(
    (one) =>
      `<li>${one.status} <a href="/adminportal/elevationrequests/${one.id}">${escaped(titleOf(one))}</a></li>`,
  );
  const whose = displayName ?? name;
  const heading = whose === null ? 'All customers' : `Customer: ${escaped(whose)}`;
  return `<h2>${heading}</h2><ul>${items.join('')}</ul>`;
}

function requestHtml(request: ElevationRequest): string {
  const facts = Object.entries(request).map(([name, value]) => {
    const isTime = name.endsWith('At') && typeof value === 'number';
    const text = isTime
      ? new Date(value).toISOString()
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
    return `<tr><th>${escaped(name)}</th><td>${escaped(text)}</td></tr>`;
  });
  const buttons =
    '<form method="post"><button name="verdict" value="approve">Approve once</button> ' +
    '<button name="verdict" value="deny">Deny</button></form>';
  const form = request.status === 'PENDING' ? buttons : '';
  return `<h2>${escaped(titleOf(request))}</h2><table>${facts.join('')}</table>${form}<p><a href="/">All requests</a></p>`;
}

function titleOf(request: ElevationRequest): string {
  return `${request.userName ?? 'Somebody'}: ${request.application ?? 'an application'} on ${request.device ?? 'a device'} (${request.customerDisplayName})`;
}
