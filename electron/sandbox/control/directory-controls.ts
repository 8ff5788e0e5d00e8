import type { World } from '../world.ts';
import { ControlError } from './control-error.ts';
import { AgentSeed, AssetSeed, ClientSeed, CustomerSeed, JitSeed, oneOrMany } from './control-schemas.ts';

/** An id that is known changes that one; any other way it is new. `remove` needs an id. */

export function changeClients(world: World, body: unknown) {
  return oneOrMany(ClientSeed)
    .parse(body)
    .map(({ remove, name, ...given }) => {
      const before = given.id === undefined ? undefined : world.halo.clients.get(given.id);
      if (remove) return removed(world.halo.clients, given.id);
      return world.halo.putClient({ ...defined(given), name: name ?? before?.name ?? 'New client' });
    });
}

export function changeAssets(world: World, body: unknown) {
  return oneOrMany(AssetSeed)
    .parse(body)
    .map(({ remove, client_id, ...given }) => {
      const before = given.id === undefined ? undefined : world.halo.assets.get(given.id);
      if (remove) return removed(world.halo.assets, given.id);
      const owner = client_id ?? before?.client_id;
      if (owner === undefined) throw new ControlError(400, 'A new asset needs a client_id.');
      return world.halo.putAsset({ ...defined(given), client_id: owner });
    });
}

export function changeAgents(world: World, body: unknown) {
  return oneOrMany(AgentSeed)
    .parse(body)
    .map(({ remove, name, ...given }) => {
      const before = given.id === undefined ? undefined : world.halo.agents.get(given.id);
      if (remove) return removed(world.halo.agents, given.id);
      return world.halo.putAgent({ ...defined(given), name: name ?? before?.name ?? 'New Agent' });
    });
}

export function changeCustomers(world: World, body: unknown) {
  return oneOrMany(CustomerSeed)
    .parse(body)
    .map(({ remove, displayName, ...given }) => {
      const before = given.id === undefined ? undefined : world.idemeum.customers.get(given.id);
      if (remove) return removed(world.idemeum.customers, given.id);
      const shown = displayName ?? before?.displayName ?? 'New Customer';
      return world.idemeum.putCustomer({ ...defined(given), displayName: shown });
    });
}

export function enableAccounts(world: World, body: unknown) {
  const { jitLifeMs } = world.settings.idemeum;
  return oneOrMany(JitSeed)
    .parse(body)
    .map((names) => world.idemeum.jitAccounts.enable(names, world.clock.now(), jitLifeMs));
}

function removed<K, V>(things: Map<K, V>, id: K | undefined): V {
  const thing = id === undefined ? undefined : things.get(id);
  if (id === undefined || thing === undefined) throw new ControlError(404, `There is no ${String(id)}.`);
  things.delete(id);
  return thing;
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the fields that were not given. */
export function defined<T extends object>(given: T): Partial<Defined<T>> {
  const result: Partial<T> = { ...given };
  for (const key of keysOf(result)) if (result[key] === undefined) delete result[key];
  return isDefined<T>(result) ? result : {};
}

function keysOf<T extends object>(value: T): (keyof T)[] {
  const keys: (keyof T)[] = [];
  for (const key in value) keys.push(key);
  return keys;
}

function isDefined<T extends object>(value: Partial<T>): value is Partial<Defined<T>> {
  return Object.values(value).every((one) => one !== undefined);
}
