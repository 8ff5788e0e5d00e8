import type { SandboxClock } from '../clock.ts';
import { type Answer, html } from '../http/answer.ts';
import { escaped, page } from '../http/page.ts';
import type { ServiceRequest } from '../http/service-request.ts';
import type { Settings } from '../settings.ts';
import type { ElevationRequest, IdemeumCustomer } from './entities.ts';
import type { IdemeumStore, Verdict } from './idemeum-store.ts';

const REQUEST = /^\/adminportal\/elevationrequests\/([^/]+)$/u;
const SHOWN = 100;

interface Portal {
  readonly store: IdemeumStore;
  readonly clock: SandboxClock;
  readonly settings: Settings;
}

/** A plain pretend portal, where requests can be decided as technicians do without the companion. */
export function portalPage({ store, clock, settings }: Portal, request: ServiceRequest): Answer {
  if (request.method === 'POST' && request.path === '/')
    return grantAccess({ store, clock, settings }, request);
  const id = REQUEST.exec(request.path)?.[1];
  const existing = id === undefined ? undefined : store.requests.get(id);
  if (existing === undefined)
    return html(page('Pretend idemeum portal', listHtml({ store, clock }, request)));
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

/** "Request access" (idemeum.md, "JIT accounts"): enables the technician's account at this customer. */
function grantAccess({ store, clock, settings }: Portal, request: ServiceRequest): Answer {
  const form = new URLSearchParams(request.body);
  const customer = [...store.customers.values()].find((one) => one.id === form.get('customer'));
  const technician = store.technicians.find((one) => one.email === form.get('technician'));
  if (!customer || !technician)
    return { ...html(page('Pretend idemeum portal', 'No such account.')), status: 400 };
  const names = {
    customerDisplayName: customer.displayName,
    technicianEmailAddress: technician.email,
  };
  store.jitAccounts.enable(names, clock.now(), settings.idemeum.jitLifeMs);
  const where = new URLSearchParams({ customerDisplayName: customer.displayName });
  return { status: 303, headers: { location: `/?${where}` } };
}

function accessHtml({ store, clock }: Pick<Portal, 'store' | 'clock'>, customer: IdemeumCustomer): string {
  const enabled = store.jitAccounts
    .list(clock.now())
    .filter((one) => one.enabled && one.customerDisplayName === customer.displayName)
    .map((one) => `<li>${escaped(one.technicianEmailAddress)}</li>`);
  const options = store.technicians.map(
    (one) => `<option value="${escaped(one.email)}">${escaped(one.name)}</option>`,
  );
  return (
    `<h3>Entra ID admin accounts</h3><ul>${enabled.join('') || '<li>none is enabled</li>'}</ul>` +
    `<form method="post" action="/"><input type="hidden" name="customer" value="${escaped(customer.id)}">` +
    `<select name="technician" aria-label="Technician">${options.join('')}</select> ` +
    '<button>Request access</button></form>'
  );
}

function listHtml({ store, clock }: Pick<Portal, 'store' | 'clock'>, { query }: ServiceRequest): string {
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
  const customer = [...store.customers.values()].find(
    (one) => one.displayName === displayName || one.name === name,
  );
  const access = customer ? accessHtml({ store, clock }, customer) : '';
  return `<h2>${heading}</h2>${access}<ul>${items.join('')}</ul>`;
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
