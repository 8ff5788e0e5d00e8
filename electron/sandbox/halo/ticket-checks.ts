import type { HaloStore } from './halo-store.ts';
import { HaloRefusal } from './refusal.ts';
import type { TicketPost } from './ticket-posts.ts';

const IMPACT = 12;
const URGENCY = 27;

/** What is sent has to exist. @throws HaloRefusal 400 */
export function checkReferences(store: HaloStore, post: TicketPost, typeId: number, clientId: number): void {
  const { categories, lookups } = store.configuration;
  if (isSet(post.agent_id)) checkAgent(store, post.agent_id);
  if (isSet(post.closure_agent_id)) checkAgent(store, post.closure_agent_id);
  if (isSet(post.status_id)) checkStatus(store, typeId, post.status_id);
  for (const [name, value, typeOf] of [
    ['category_1', post.category_1, 1],
    ['category_2', post.category_2, 2],
  ] as const) {
    const isKnown = categories.some((one) => one.type_id === typeOf && one.value === value);
    if (value && !isKnown) throw new HaloRefusal(400, `The value of ${name} is not a valid category.`);
  }
  for (const [name, value, lookupid] of [
    ['urgency', post.urgency, URGENCY],
    ['impact', post.impact, IMPACT],
  ] as const) {
    const isKnown = lookups.some((one) => one.lookupid === lookupid && one.id === value);
    if (isSet(value) && !isKnown) throw new HaloRefusal(400, `The value of ${name} is not valid.`);
  }
  for (const { id } of post.assets ?? []) {
    if (store.assets.get(id)?.client_id !== clientId) {
      throw new HaloRefusal(400, `Asset ${id} does not belong to this client.`);
    }
  }
}

/** @throws HaloRefusal 400 */
export function checkStatus(store: HaloStore, typeId: number, statusId: number): void {
  const type = store.configuration.ticketTypes.find((one) => one.id === typeId);
  if (!type?.statusIds.includes(statusId)) {
    throw new HaloRefusal(400, 'This status is not allowed for this ticket type.');
  }
}

/** @throws HaloRefusal 400 */
export function checkAgent(store: HaloStore, agentId: number): void {
  const agent = store.agents.get(agentId);
  if (agent === undefined || agent.isdisabled) throw new HaloRefusal(400, 'The agent is not valid.');
}

/** -1 and 0 stand for "none". */
export function isSet(id: number | null | undefined): id is number {
  return id !== null && id !== undefined && id > 0;
}
