import type { ServiceErrorKind } from '../../electron/companion/ports/errors.ts';
import type { OutboxKind } from '../../shared/domain/outbox.ts';
import { Desk, type DeskOptions } from './desk.ts';

/** A desk with one request whose entries of the outbox meet trouble. */
export class OutboxDesk extends Desk {
  constructor(options: DeskOptions = {}) {
    super(options);
    // No round number, so that times in step are not so by chance.
    this.clock.advance(1_234);
    this.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
    this.idemeum.put({ id: 'r1' });
  }

  /** Every call of this name fails until the troubles are set anew. */
  failing(name: string, error: ServiceErrorKind, when: 'before' | 'after' = 'before'): void {
    this.halo.troubles = (call) => (call === name ? { kind: 'error', error, when } : null);
  }

  /** A person approves r1, and idemeum answers like this. */
  async decideWhile(error: ServiceErrorKind): Promise<void> {
    this.idemeum.troubles = (call) => (call === 'decide' ? { kind: 'error', error, when: 'before' } : null);
    await this.decide('r1');
    await this.pass(0);
  }

  async entryOf(kind: OutboxKind, subject = 'r1') {
    const entry = await (await this.journal()).outbox.findFor(kind, subject);
    if (entry === null) throw new Error(`no ${kind} of ${subject}`);
    return entry;
  }

  /** As if the entry had failed that often before, and may be tried again now. */
  async triedBefore(attempt: number): Promise<void> {
    const entry = await this.entryOf('open-ticket');
    await (await this.journal()).outbox.update({ ...entry, attempt, until: this.clock.now() });
    (await this.companion()).syncNow();
  }

  /** One turn without patience, with whatever pause the service got forgotten. */
  async turn(): Promise<void> {
    (await this.companion()).syncNow();
    await this.pass(0);
  }
}
