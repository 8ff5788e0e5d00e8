import type { CompanionApi } from '../../electron/companion/api.ts';
import type { ServiceErrorKind } from '../../electron/companion/ports/errors.ts';
import { Desk, type DeskOptions } from './desk.ts';

export const ME = 'tina@msp.example';

/** A desk that knows the customers Contoso and Fabrikam, with a ticket for Contoso's request. */
export class AccessDesk extends Desk {
  /** @param others display names of further customers */
  static async open(options: DeskOptions = {}, others: readonly string[] = []): Promise<AccessDesk> {
    const desk = new AccessDesk(options);
    desk.halo.clients = [{ id: 12, name: 'Contoso Ltd', inactive: false }];
    desk.idemeum.customers = [
      { id: null, name: 'contoso', displayName: 'Contoso Ltd' },
      { id: null, name: 'fabrikam', displayName: 'Fabrikam' },
      ...others.map((name) => ({ id: null, name: name.toLowerCase(), displayName: name })),
    ];
    desk.idemeum.put({ id: 'req-1' });
    await desk.pass();
    return desk;
  }

  async jit(): Promise<CompanionApi['jit']> {
    return (await this.companion()).jit;
  }

  async keyOf(text: string): Promise<string> {
    const [customer] = await (await this.jit()).customers(text, 1);
    if (!customer) throw new Error(`${text} is not known`);
    return customer.customerKey;
  }

  /** What happens in the portal, and the click that tells the companion. Returns the grant's id. */
  async granted(
    customer = 'Contoso Ltd',
    { haloTicketId = null, by = ME }: { readonly haloTicketId?: number | null; readonly by?: string } = {},
  ): Promise<string> {
    this.idemeum.enableAccount(customer, by);
    const jit = await this.jit();
    const customerKey = await this.keyOf(customer);
    const answer = await jit.confirmGranted({ customerKey, haloTicketId, minutes: null });
    const grant = (await jit.current()).find(
      (one) => one.customerKey === customerKey && one.technicianEmail === by,
    );
    if (!answer.done || !grant) throw new Error(`There is no grant: ${answer.text}`);
    return grant.id;
  }

  /** Tickets that other people opened in Halo. */
  tickets(count: number): number[] {
    return Array.from({ length: count }, (_, n) => this.halo.seed({ summary: `Ticket ${n}` }).id);
  }

  failing(error: ServiceErrorKind, times = Number.POSITIVE_INFINITY): void {
    let left = times;
    this.idemeum.troubles = (call) => {
      if (call !== 'disableJitAccount' || left === 0) return null;
      left -= 1;
      return { kind: 'error', error, when: 'before' };
    };
  }
}
