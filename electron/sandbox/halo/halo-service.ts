import type { ClientCredentials } from '../credentials.ts';
import { type Answer, json } from '../http/answer.ts';
import { jsonOf, type ServiceRequest } from '../http/service-request.ts';
import type { Random } from '../random.ts';
import type { HaloSettings, Settings } from '../settings.ts';
import { createAction, updateAction } from './action-create.ts';
import { spelt } from './dialect.ts';
import {
  listAgents,
  listAssets,
  listCategories,
  listClients,
  listLookups,
  listStatuses,
  listTicketTypes,
  ownAgent,
} from './directory-lists.ts';
import { authInfo, haloToken } from './halo-auth.ts';
import { ticketPage } from './halo-pages.ts';
import type { HaloStore } from './halo-store.ts';
import type { ListContext } from './list-answer.ts';
import { demand } from './permissions.ts';
import { Query } from './query.ts';
import { HaloRefusal, refusalAnswer } from './refusal.ts';
import { createTicket } from './ticket-create.ts';
import { existing, listActions, listTickets, readTicket } from './ticket-lists.ts';
import { ActionPost, postsOf, TicketPost } from './ticket-posts.ts';
import { updateTicket } from './ticket-update.ts';
import { actionView, ticketView } from './views.ts';

export interface HaloServiceOptions {
  readonly store: HaloStore;
  readonly random: Random;
  readonly settings: Settings;
  readonly credentials: ClientCredentials;
  readonly origin: () => string;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly scope: string;
  readonly answer: (store: HaloStore, context: ListContext, call: ApiCall) => Answer;
}

interface ApiCall {
  /** The number in the path; 0 where there is none. */
  readonly id: number;
  readonly body: unknown;
}

const TICKETS_READ = 'read:tickets';

/** Paths are compared without regard to case. */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/api\/client\/?$/iu, scope: 'read:customers', answer: listClients },
  { method: 'GET', path: /^\/api\/asset\/?$/iu, scope: 'read:assets', answer: listAssets },
  { method: 'GET', path: /^\/api\/agent\/me\/?$/iu, scope: TICKETS_READ, answer: ownAgent },
  { method: 'GET', path: /^\/api\/agent\/?$/iu, scope: TICKETS_READ, answer: listAgents },
  { method: 'GET', path: /^\/api\/tickettype\/?$/iu, scope: TICKETS_READ, answer: listTicketTypes },
  { method: 'GET', path: /^\/api\/status\/?$/iu, scope: TICKETS_READ, answer: listStatuses },
  { method: 'GET', path: /^\/api\/category\/?$/iu, scope: TICKETS_READ, answer: listCategories },
  { method: 'GET', path: /^\/api\/lookup\/?$/iu, scope: TICKETS_READ, answer: listLookups },
  { method: 'GET', path: /^\/api\/tickets\/?$/iu, scope: TICKETS_READ, answer: listTickets },
  {
    method: 'GET',
    path: /^\/api\/tickets\/(\d+)\/?$/iu,
    scope: TICKETS_READ,
    answer: (store, context, call) => readTicket(store, context, call.id),
  },
  { method: 'GET', path: /^\/api\/actions\/?$/iu, scope: TICKETS_READ, answer: listActions },
  { method: 'POST', path: /^\/api\/tickets\/?$/iu, scope: 'edit:tickets', answer: postTickets },
  { method: 'POST', path: /^\/api\/actions\/?$/iu, scope: 'edit:tickets', answer: postActions },
];

/** The pretend Halo: what it answers to one call. Rate limit and faults are around it. */
export function createHaloService(options: HaloServiceOptions): (request: ServiceRequest) => Answer {
  const { store, random, credentials } = options;
  return (request) => {
    const settings = options.settings.halo;
    const path = request.path.toLowerCase();
    if (path === '/auth/token' && request.method === 'POST') {
      return haloToken(store, settings, credentials, request);
    }
    if (path === '/api/authinfo') return authInfo(settings, options.origin());
    if (!path.startsWith('/api/')) return ticketPage(store, request);
    try {
      return spelt(settings, apiAnswer(options, settings, request));
    } catch (error) {
      if (error instanceof HaloRefusal) return refusalAnswer(error, settings.refusalShape, random);
      throw error;
    }
  };
}

/** @throws HaloRefusal */
function apiAnswer(options: HaloServiceOptions, settings: HaloSettings, request: ServiceRequest): Answer {
  const scopes = options.store.tokens.scopesOf(request.headers.authorization);
  if (scopes === null) {
    return json({ error: 'invalid_token', error_description: 'The access token is not valid.' }, 401);
  }
  const known = ROUTES.filter((route) => route.path.test(request.path));
  const route = known.find(({ method }) => method === request.method);
  if (route === undefined) {
    throw known.length > 0
      ? new HaloRefusal(405, `The requested resource does not support http method '${request.method}'.`)
      : new HaloRefusal(404, `No HTTP resource was found that matches '${request.path}'.`);
  }
  if (!scopes.has(route.scope)) {
    throw new HaloRefusal(403, `The application is not permitted to use the scope ${route.scope}.`);
  }
  if (route.scope !== 'read:customers' && route.scope !== 'read:assets') {
    demand(settings, 'Tickets: Read and Modify');
  }
  const context: ListContext = {
    settings,
    random: options.random,
    query: new Query(request.query, settings),
    pageFault: request.pageFault,
  };
  const id = Number(route.path.exec(request.path)?.[1] ?? 0);
  return route.answer(options.store, context, { id, body: bodyOf(request) });
}

function bodyOf(request: ServiceRequest): unknown {
  if (request.method !== 'POST') return null;
  if (!/^application\/json\b/iu.test(request.headers['content-type'] ?? '')) {
    throw new HaloRefusal(415, "The request entity's media type is not supported for this resource.");
  }
  return jsonOf(request.body);
}

/** The answer is the single object, the first of those that were sent. */
function postTickets(store: HaloStore, { settings }: ListContext, { body }: ApiCall): Answer {
  const tickets = postsOf(body, TicketPost).map((post) => {
    if (post.id === undefined || post.id === 0) return createTicket(store, settings, post);
    const ticket = existing(store, settings, post.id);
    updateTicket(store, settings, ticket, post);
    return ticket;
  });
  const [view] = tickets.map((ticket) => ticketView(store, store.current(ticket)));
  return posted(settings, 'tickets', view);
}

/** The usual answer is the bare object. */
function posted({ postAnswer }: HaloSettings, plural: string, view: object | undefined): Answer {
  switch (postAnswer) {
    case 'object':
      return json(view, 201);
    case 'array':
      return json([view], 201);
    case 'envelope':
      return json({ record_count: 1, [plural]: [view] }, 201);
    case 'empty':
      return { status: 201 };
  }
}

function postActions(store: HaloStore, { settings, query }: ListContext, { body }: ApiCall): Answer {
  const actions = postsOf(body, ActionPost).map((post) =>
    post.id === undefined || post.id === 0 ? createAction(store, settings, post) : updateAction(store, post),
  );
  const views = actions.map((action) => actionView(action));
  return query.flag('returnall') ? json(views, 201) : posted(settings, 'actions', views[0]);
}
