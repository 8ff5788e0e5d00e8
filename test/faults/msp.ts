import { seeded } from '../support/fake-clock.ts';
import { CUSTOMERS, JOBS } from './history.ts';
import type { Control } from './services-process.ts';

const DEVICES = 5;

/** Those at whose desks companions run are first. */
const TECHNICIANS = [1, 2, 3, 4, 5, 6].map((n) => ({
  name: `Technician ${n}`,
  email: `tech${n}@msp.example`,
}));
/** Halo knows this one no more, and that one never did: their decisions are nobody's in Halo. */
const DISABLED = TECHNICIANS.at(-2);
const UNKNOWN = TECHNICIANS.at(-1);

export function technicianEmail(desk: number): string {
  return TECHNICIANS[desk % (TECHNICIANS.length - 2)]?.email ?? '';
}

interface Device {
  readonly name: string;
  /** The asset that is certainly this device; null where there is none, or more than one. */
  readonly assetId: number | null;
}

interface Customer {
  readonly name: string;
  readonly displayName: string;
  readonly haloClientId: number;
  readonly devices: readonly Device[];
}

const NAMES = [
  'Harbour Clinic',
  'Ørsted & Søn',
  'Müller GmbH',
  'Cedar Law',
  'O’Neill Freight',
  '東京 Optics',
];

/** The make-believe MSP of a campaign: what it has, and so what every ticket has to look like. */
export class Msp {
  readonly customers: readonly Customer[];
  readonly jobs: readonly number[];
  readonly agents: ReadonlyMap<string, number>;
  #asked = 0;

  private constructor(
    customers: readonly Customer[],
    jobs: readonly number[],
    agents: ReadonlyMap<string, number>,
  ) {
    this.customers = customers;
    this.jobs = jobs;
    this.agents = agents;
  }

  /** Fills empty services. */
  static async furnish(control: Control): Promise<Msp> {
    const known = TECHNICIANS.filter((technician) => technician !== UNKNOWN);
    const agents = await control.agents(
      ...known.map((one) => ({ ...one, email: one.email.toUpperCase(), isdisabled: one === DISABLED })),
    );
    const usable = known.flatMap((one, index): [string, number][] =>
      one === DISABLED ? [] : [[one.email, agents[index]?.id ?? 0]],
    );
    const customers: Customer[] = [];
    for (let index = 0; index < CUSTOMERS; index += 1) customers.push(await furnishCustomer(control, index));
    const seeds = Array.from({ length: JOBS }, (_, job) => ({
      summary: `Move the server room, part ${job}`,
    }));
    const jobs = await control.addTickets(...seeds);
    return new Msp(
      customers,
      jobs.map(({ id }) => id),
      new Map(usable),
    );
  }

  /** People ask, at any of the customers' devices. */
  async ask(control: Control, count: number, draw: number): Promise<void> {
    const random = seeded(draw);
    const seeds = Array.from({ length: count }, () => {
      const customer = one(this.customers, random);
      this.#asked += 1;
      return {
        id: `er-${this.#asked}-${Math.floor(random() * 2 ** 31).toString(36)}`,
        customerName: customer.name,
        customerDisplayName: customer.displayName,
        userName: 'Zoë “Zed” O’Neill <script>',
        userEmail: random() < 0.5 ? null : 'zoe@customer.example',
        device: one(customer.devices, random).name,
        application: random() < 0.2 ? null : `Tool ${Math.floor(random() * 9)} & Co.`,
        reason: 'I need it\nfor <b>work</b>',
      };
    });
    await control.addRequests(...seeds);
  }

  /** Technicians decide a share of what is pending, or it ends without them. */
  async decide(control: Control, share: number, draw: number): Promise<void> {
    const random = seeded(draw);
    const pending = (await control.requests()).filter(({ status }) => status === 'PENDING');
    for (const { id } of pending) {
      const [isChosen, luck] = [random() < share, random()];
      const by = one(TECHNICIANS, random);
      if (!isChosen) continue;
      const status = luck < 0.5 ? 'APPROVED' : luck < 0.8 ? 'DENIED' : luck < 0.9 ? 'CANCELLED' : 'EXPIRED';
      const isByPerson = status === 'APPROVED' || status === 'DENIED';
      await control
        .decide(id, isByPerson ? { status, byEmail: by.email, byName: by.name } : { status })
        // A companion was first.
        .catch(() => undefined);
    }
  }

  /** What the ticket of a request has to be about. */
  expected(request: { readonly customerDisplayName: string; readonly device: string | null }) {
    const customer = this.customers.find((each) => each.displayName === request.customerDisplayName);
    const device = customer?.devices.find(({ name }) => name === request.device);
    return { haloClientId: customer?.haloClientId ?? 0, assetId: device?.assetId ?? null };
  }
}

async function furnishCustomer(control: Control, index: number): Promise<Customer> {
  const displayName = `${NAMES[index % NAMES.length]} ${index}`;
  const name = `customer${index}`;
  await control.customers({ name, displayName });
  // Halo spells the names of some in its own way.
  const spelt = [displayName, displayName.toUpperCase(), `  ${displayName.replaceAll(' ', '  ')} `][
    index % 3
  ];
  const [client] = await control.clients({ name: spelt ?? displayName });
  const haloClientId = client?.id ?? 0;
  const devices: Device[] = [];
  for (let number = 0; number < DEVICES; number += 1) {
    devices.push(await furnishDevice(control, haloClientId, `C${index}-PC-${number}`, number));
  }
  return { name, displayName, haloClientId, devices };
}

/** Where Halo keeps a computer's name depends on the asset type; some have a domain, some are there twice. */
async function furnishDevice(
  control: Control,
  clientId: number,
  name: string,
  kind: number,
): Promise<Device> {
  const asset = { client_id: clientId, inventory_number: `SN-${name}` };
  const assets = [
    [{ ...asset, inventory_number: name }],
    [{ ...asset, key_field: name.toLowerCase() }],
    [{ ...asset, key_field2: `${name}.corp.example` }],
    [
      { ...asset, key_field3: name },
      { ...asset, inventory_number: name },
    ],
    [],
  ][kind];
  const made = assets?.length ? await control.assets(...assets) : [];
  return { name, assetId: made.length === 1 ? (made[0]?.id ?? null) : null };
}

function one<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('There is nothing to choose from');
  return item;
}
