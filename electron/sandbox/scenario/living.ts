import type { ElevationRequest, Technician } from '../idemeum/entities.ts';
import type { Verdict } from '../idemeum/idemeum-store.ts';
import {
  AGENTS,
  APPLICATIONS,
  COMMENTS,
  CUSTOMERS,
  type LivingCustomer,
  OTHER_CLIENTS,
  PEOPLE,
  REASONS,
  SYSTEMS,
} from './living-data.ts';
import type { Realm, Script } from './realm.ts';

const MINUTE_MS = 60_000;

/** After a longer pause (a sleeping computer, a clock that was moved) missed arrivals are not made up for. */
const LONGEST_CATCH_UP_MS = 10 * MINUTE_MS;

/** Minutes ago, and whether it has been decided since: what a first look finds. */
const HISTORY: readonly (readonly [number, boolean])[] = [
  [176, true],
  [141, true],
  [95, true],
  [58, true],
  [37, false],
  [21, false],
  [9, false],
  [2, false],
];

interface Due {
  readonly at: number;
  readonly happen: () => void;
}

/** An MSP at work: its customers, and people who ask and technicians who answer all day long. */
export function startLiving(realm: Realm): Script {
  furnish(realm);
  const now = realm.clock.now();
  HISTORY.forEach(([minutes, isDecided], index) => {
    const at = now - minutes * MINUTE_MS;
    const request = ask(realm, at, CUSTOMERS[index % CUSTOMERS.length]);
    if (isDecided) settle(realm, request, at + realm.random.between(2, 30) * MINUTE_MS);
  });
  return continueLiving(realm);
}

/** The same MSP in a world that was furnished before. */
export function continueLiving(realm: Realm): Script {
  const due: Due[] = [];
  let nextArrival = realm.clock.now() + pauseOf(realm);
  const arrive = (at: number) => {
    const request = ask(realm, at, realm.random.pick(CUSTOMERS));
    // Some are left to lie.
    if (realm.random.chance(0.15)) return;
    const decideAt = at + realm.random.between(45, 420) * 1_000;
    due.push({ at: decideAt, happen: () => settle(realm, request, decideAt) });
  };
  return {
    advance() {
      const until = realm.clock.now();
      nextArrival = Math.max(nextArrival, until - LONGEST_CATCH_UP_MS);
      for (; nextArrival <= until; nextArrival += pauseOf(realm)) arrive(nextArrival);
      const [ripe, later] = [due.filter(({ at }) => at <= until), due.filter(({ at }) => at > until)];
      due.splice(0, due.length, ...later);
      for (const { happen } of ripe.sort((a, b) => a.at - b.at)) happen();
    },
  };
}

function pauseOf({ random }: Realm): number {
  return random.between(10, 40) * 1_000;
}

function furnish(realm: Realm): void {
  const { halo, idemeum } = realm;
  for (const agent of AGENTS) {
    idemeum.technicians.push({ name: agent.name, email: agent.email.toLowerCase() });
    if (agent.inHalo) {
      halo.putAgent({ name: agent.name, email: agent.email, isdisabled: agent.disabled ?? false });
    }
  }
  halo.putAgent({ name: 'RMM connector', email: 'rmm@northbridge-it.example', isapiagent: true });
  for (const customer of CUSTOMERS) furnishCustomer(realm, customer);
  for (const name of OTHER_CLIENTS) halo.putClient({ name });
}

function furnishCustomer({ halo, idemeum, random }: Realm, customer: LivingCustomer): void {
  idemeum.putCustomer({ name: customer.name, displayName: customer.displayName });
  for (const name of customer.clients) {
    const client = halo.putClient({
      name,
      inactive: customer.inactive ?? false,
      // Filled in for most of them.
      ref: random.chance(0.8) ? customer.displayName : '',
    });
    devicesOf(customer).forEach((device, index) => {
      const asset = { client_id: client.id };
      const serial = `SN-${random.hex(8).toUpperCase()}`;
      // Where the computer's name is depends on the asset type; some come with a domain.
      if (index % 3 === 0) halo.putAsset({ ...asset, inventory_number: device, key_field: serial });
      else if (index % 3 === 1) {
        halo.putAsset({ ...asset, inventory_number: serial, key_field: device.toLowerCase() });
      } else {
        const full = `${device}.${customer.name}.local`;
        halo.putAsset({ ...asset, inventory_number: serial, key_field2: full });
      }
    });
    // One name on two assets: the old machine was never retired.
    const [first] = devicesOf(customer);
    if (customer.name === 'tidewater' && first) {
      halo.putAsset({ client_id: client.id, inventory_number: first });
    }
  }
}

/** The second contains the name of the first. */
function devicesOf({ prefix }: LivingCustomer): readonly string[] {
  return [`${prefix}-WS-1`, `${prefix}-WS-12`, `${prefix}-LT-04`, `${prefix}-FRONTDESK`];
}

function ask(realm: Realm, at: number, given: LivingCustomer | undefined): ElevationRequest {
  const { random, idemeum } = realm;
  const customer = given ?? random.pick(CUSTOMERS);
  const person = random.pick(PEOPLE);
  const account = person
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z ]/gu, '')
    .replaceAll(' ', '.');
  return idemeum.addRequest({
    customerName: customer.name,
    customerDisplayName: customer.displayName,
    userName: person,
    userEmail: random.chance(0.7) ? `${account}@${customer.name}.example` : null,
    // Now and then a machine that Halo does not know yet.
    device: random.chance(0.9) ? random.pick(devicesOf(customer)) : `DESKTOP-${random.hex(7).toUpperCase()}`,
    operatingSystem: random.pick(SYSTEMS.slice(0, 3)),
    ...random.pick(APPLICATIONS),
    reason: random.pick(REASONS),
    createdAt: at,
  });
}

function settle({ random, idemeum }: Realm, request: ElevationRequest, at: number): void {
  const technician = random.pick(idemeum.technicians);
  const verdict = verdictOn(random.next(), request, technician, random.pick(COMMENTS));
  idemeum.settle(request.id, verdict, at);
}

/** Unsigned files are denied; of the others most are approved, a few for the whole tenant. */
function verdictOn(luck: number, request: ElevationRequest, by: Technician, comment: string | null): Verdict {
  if (luck < 0.06) return { status: 'CANCELLED', by: null, scope: null, elevationType: null, comment: null };
  const isDenied = request.publisher === null || luck < 0.2;
  const scope = luck > 0.92 ? 'ALL_CUSTOMERS' : luck > 0.75 ? 'TENANT' : 'ONCE';
  return {
    status: isDenied ? 'DENIED' : 'APPROVED',
    by,
    scope,
    elevationType: isDenied ? null : luck > 0.6 ? 'USER' : 'ADMIN',
    comment,
  };
}
