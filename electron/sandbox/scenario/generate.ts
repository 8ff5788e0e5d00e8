import type { IdemeumCustomer } from '../idemeum/entities.ts';
import { APPLICATIONS, PEOPLE, REASONS } from './living-data.ts';
import type { Realm } from './realm.ts';

export interface BigWorld {
  /** Customers, each with a client of the same name. */
  readonly customers?: number | undefined;
  /** Devices of each new customer, each with an asset. 3 by default. */
  readonly devicesPerCustomer?: number | undefined;
  /** Technicians who are agents in Halo. */
  readonly agents?: number | undefined;
  /** Pending requests, spread over all customers and devices. */
  readonly requests?: number | undefined;
  /** Requests that share one time of asking. 4 by default. */
  readonly requestsAtOnce?: number | undefined;
  /** Time between such groups, ms; the last group asks now. 1000 by default. */
  readonly requestStepMs?: number | undefined;
}

/** Fills the realm with many plausible things; what is there stays. */
export function generate(realm: Realm, size: BigWorld): void {
  for (let index = 0; index < (size.customers ?? 0); index += 1) {
    addCustomer(realm, realm.idemeum.customers.size + 1, size.devicesPerCustomer ?? 3);
  }
  for (let index = 0; index < (size.agents ?? 0); index += 1) addAgent(realm);
  addRequests(realm, size);
}

function addAgent({ halo, idemeum }: Realm): void {
  const number = idemeum.technicians.length + 1;
  const technician = { name: `Technician ${number}`, email: `technician${number}@msp.example` };
  idemeum.technicians.push(technician);
  halo.putAgent(technician);
}

const FIRST = ['Amber', 'Birch', 'Cedar', 'Dover', 'Elm', 'Fjord', 'Granite', 'Harbour', 'Iris', 'Juniper'];
const SECOND = ['Accounting', 'Clinic', 'Design', 'Freight', 'Law', 'Media', 'Optics', 'Schools', 'Tools'];

function addCustomer({ halo, idemeum, random }: Realm, number: number, devices: number): void {
  const displayName = `${random.pick(FIRST)} ${random.pick(SECOND)} ${number}`;
  idemeum.putCustomer({ displayName, name: `customer${number}` });
  const client = halo.putClient({ name: displayName, ref: displayName });
  for (let device = 1; device <= devices; device += 1) {
    halo.putAsset({ client_id: client.id, inventory_number: deviceOf(`customer${number}`, device) });
  }
}

function deviceOf(customerName: string, device: number): string {
  return `${customerName}-PC-${device}`.toUpperCase();
}

function addRequests(realm: Realm, size: BigWorld): void {
  const count = size.requests ?? 0;
  const atOnce = size.requestsAtOnce ?? 4;
  const stepMs = size.requestStepMs ?? 1_000;
  const customers: readonly IdemeumCustomer[] = [...realm.idemeum.customers.values()];
  const groups = Math.ceil(count / atOnce);
  const start = realm.clock.now() - Math.max(0, groups - 1) * stepMs;
  for (let index = 0; index < count; index += 1) {
    const customer = realm.random.pick(customers);
    const person = realm.random.pick(PEOPLE);
    const device = realm.random.between(1, size.devicesPerCustomer ?? 3);
    realm.idemeum.addRequest({
      customerName: customer.name,
      customerDisplayName: customer.displayName,
      userName: person,
      userEmail: `${person.toLowerCase().replaceAll(' ', '.')}@${customer.name}.example`,
      device: deviceOf(customer.name, device),
      ...realm.random.pick(APPLICATIONS),
      reason: realm.random.pick(REASONS),
      createdAt: start + Math.floor(index / atOnce) * stepMs,
    });
  }
}
