import { type Answer, html } from '../http/answer.ts';
import { escaped, page } from '../http/page.ts';
import type { ServiceRequest } from '../http/service-request.ts';
import type { HaloStore } from './halo-store.ts';
import { haloDate } from './views.ts';

/** What a technician sees who opens a ticket's link: a plain page of the pretend Halo. */
export function ticketPage(store: HaloStore, request: ServiceRequest): Answer {
  const id = Number(request.query.get('id') ?? /\/tickets?\/(\d+)/iu.exec(request.path)?.[1]);
  const ticket = store.tickets.get(id);
  if (ticket === undefined) {
    const rows = [...store.tickets.keys()].toReversed().slice(0, 50);
    const links = rows.map((one) => {
      const version = store.tickets.get(one)?.versions.at(-1);
      const state = version?.closedAt === null ? 'open' : 'closed';
      return `<li><a href="/tickets?id=${one}">#${one}</a> (${state}) ${escaped(version?.fields.summary ?? '')}</li>`;
    });
    return html(page('Pretend Halo', `<p>The newest tickets.</p><ul>${links.join('')}</ul>`));
  }
  const { fields, createdAt, closedAt } = store.current(ticket);
  const status = store.configuration.statuses.find((one) => one.id === fields.status_id);
  const facts: readonly [string, string][] = [
    ['Client', store.clients.get(fields.client_id)?.name ?? ''],
    ['Status', status?.name ?? ''],
    ['Agent', store.agents.get(fields.agent_id)?.name ?? ''],
    ['Category', fields.category_1 ?? ''],
    ['Assets', fields.assets.map((one) => store.assets.get(one.id)?.inventory_number ?? '').join(', ')],
    ['Opened', haloDate(createdAt)],
    ['Closed', closedAt === null ? '' : haloDate(closedAt)],
    ['Closure note', fields.closure_note ?? ''],
    ...ticket.actions.map((action): [string, string] => [`Action: ${action.outcome}`, action.note]),
  ];
  const rows = facts.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  const body = `<h2>${escaped(fields.summary)}</h2><table>${rows.join('')}</table><pre>${escaped(fields.details)}</pre>`;
  return html(page(`Pretend Halo: ticket #${id}`, body));
}
