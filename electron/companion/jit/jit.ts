import type { JitAnswer, JitGrantRow } from '../../../shared/contract/jit.ts';
import { hoursAt, type JitEndReason, type JitGrant } from '../../../shared/domain/jit-account.ts';
import { type Core, technicianOf } from '../core.ts';
import type { JournalTx } from '../journal/journal.ts';
import { mappingErrors } from '../mapping/error-table.ts';
import type { Told, Words } from '../ports/told.ts';
import { accessTo, asChoice, nameOf, openTicketsOf } from './access.ts';
import type { Access, AccessSubject, GrantOrder, JitApi } from './api.ts';
import { jitErrors } from './error-table.ts';
import {
  askToDisable,
  extendGrant,
  isOver,
  isSameTechnician,
  note,
  recordExpired,
  recordGrant,
  shownAt,
} from './grants.ts';
import { checkRunbook, type EnteredRunbook, type RunbookVariables, runbookFor } from './runbook.ts';

const DONE: JitAnswer = { done: true, text: null, needsConfirmation: false };
const LOOK_EVERY_MS = 100;

/** JIT accounts: what the technician asks for is committed here, and carried out by the runner. */
export class Jit implements JitApi {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  runbook(variables: RunbookVariables) {
    return runbookFor(this.#core.idemeum, variables);
  }

  checkRunbook(entered: EnteredRunbook) {
    return checkRunbook(this.#core.idemeum, entered);
  }

  async grants(query: Parameters<JitApi['grants']>[0]) {
    const { limit, offset, filter } = query;
    if (filter === 'ended') {
      const { rows, total } = await this.#core.journal.jitGrants.ended(limit, offset);
      return { total, rows: rows.map((grant) => this.#row(grant)) };
    }
    const all = await this.current();
    return { total: all.length, rows: all.slice(offset, offset + limit).map((grant) => this.#row(grant)) };
  }

  async current(): Promise<JitGrant[]> {
    const now = this.#core.clock.now();
    return (await this.#core.journal.jitGrants.current()).map((grant) => shownAt(grant, now));
  }

  async customers(text: string, limit: number) {
    return (await this.#core.journal.customers.search(text, limit)).map(asChoice);
  }

  async requestAccess(subject: AccessSubject): Promise<Access> {
    if (!this.#core.settings.jit.isAllowed) {
      return { possible: false, text: jitErrors.switchedOff().text, choices: [] };
    }
    return await accessTo(this.#core, subject);
  }

  async confirmGranted(order: GrantOrder): Promise<JitAnswer> {
    const { technicianEmail, jit } = this.#core.settings;
    if (!jit.isAllowed) return refused(jitErrors.switchedOff());
    if (technicianEmail === null) return refused(jitErrors.whoAreYou());
    const now = this.#core.clock.now();
    return await this.#transact(async (tx) => {
      const customer = await tx.customers.find(order.customerKey);
      if (!customer) return refused(mappingErrors.customerUnknown());
      const endsAt = now + (order.minutes ?? hoursAt(jit, customer) * 60) * 60_000;
      const same = (await tx.jitGrants.current()).filter(
        (grant) =>
          grant.customerKey === customer.key && isSameTechnician(technicianEmail, grant.technicianEmail),
      );
      const running = same.find((grant) => grant.state === 'active');
      if (running) {
        await extendGrant(tx, running, { endsAt, haloTicketId: order.haloTicketId }, now);
        return DONE;
      }
      for (const grant of same) {
        if (!(await replace(tx, grant, now))) {
          return refused(jitErrors.beingDisabled());
        }
      }
      await recordGrant(
        tx,
        {
          customerKey: customer.key,
          customerDisplayName: nameOf(customer),
          technicianEmail,
          haloTicketId: order.haloTicketId,
          endsAt,
        },
        now,
      );
      return DONE;
    });
  }

  async disable(order: { readonly grantId: string; readonly confirmOthers: boolean }): Promise<JitAnswer> {
    return await this.#transact(async (tx) => {
      const grant = await tx.jitGrants.find(order.grantId);
      if (!grant) return refused(jitErrors.gone());
      const foreign = this.#foreign(grant.technicianEmail, order.confirmOthers);
      if (foreign) return foreign;
      await this.#ask(tx, grant, 'by-hand');
      return DONE;
    });
  }

  async disableAccount(order: Parameters<JitApi['disableAccount']>[0]): Promise<JitAnswer> {
    const { customerKey, technicianEmail } = order;
    const foreign = this.#foreign(technicianEmail, order.confirmOthers);
    if (foreign) return foreign;
    return await this.#transact(async (tx) => {
      const customer = await tx.customers.find(customerKey);
      if (!customer) return refused(mappingErrors.customerUnknown());
      const known = (await tx.jitGrants.current()).find(
        (grant) =>
          grant.customerKey === customerKey && isSameTechnician(technicianEmail, grant.technicianEmail),
      );
      const now = this.#core.clock.now();
      const fresh = {
        customerKey,
        customerDisplayName: nameOf(customer),
        technicianEmail,
        haloTicketId: null,
      };
      await this.#ask(tx, known ?? (await recordGrant(tx, { ...fresh, endsAt: now }, now)), 'by-hand');
      return DONE;
    });
  }

  disableMine() {
    return this.#disableAll((grant) => this.#isMine(grant), 'by-hand');
  }

  async disableForCustomer(order: Parameters<JitApi['disableForCustomer']>[0]) {
    const isThere = (grant: JitGrant) => grant.customerKey === order.customerKey;
    const named = new Set(order.grantIds);
    const { count } = await this.#disableAll(
      (grant) => isThere(grant) && (named.has(grant.id) || this.#isMine(grant)),
      'by-hand',
    );
    const left = (await this.#core.journal.jitGrants.current()).filter(
      (grant) => isThere(grant) && grant.state !== 'disabling' && !this.#isMine(grant),
    );
    if (left.length === 0) return { count, text: null, needsConfirmation: false };
    return { count, text: othersText(left), needsConfirmation: true };
  }

  async endAll(reason: JitEndReason): Promise<number> {
    return (await this.#disableAll(() => true, reason)).count;
  }

  tickets(customerKey: string, text: string) {
    return openTicketsOf(this.#core, customerKey, text);
  }

  async tieToTicket(order: {
    readonly grantId: string;
    readonly haloTicketId: number | null;
  }): Promise<JitAnswer> {
    const { haloTicketId } = order;
    if (haloTicketId !== null) {
      const ticket = await this.#core.halo.readTicket(haloTicketId);
      if (!ticket) return refused(jitErrors.noTicket(haloTicketId));
      if (ticket.closed) return refused(jitErrors.ticketClosedTie(haloTicketId));
    }
    return await this.#transact(async (tx) => {
      const grant = await tx.jitGrants.find(order.grantId);
      if (!grant || isOver(grant)) return refused(jitErrors.gone());
      const now = this.#core.clock.now();
      const tied = { ...grant, haloTicketId, updatedAt: now };
      await tx.jitGrants.update(tied);
      const what =
        haloTicketId === null ? 'tied to no ticket' : `disabled when ticket #${haloTicketId} is closed`;
      const text = `${tied.technicianEmail} at ${tied.customerDisplayName}: ${what}.`;
      await note(tx, tied, 'jit.tied', text, now, { by: technicianOf(this.#core) });
      return DONE;
    });
  }

  async settled(patienceMs: number): Promise<boolean> {
    const { clock, journal } = this.#core;
    const deadline = clock.now() + patienceMs;
    for (;;) {
      if ((await journal.outbox.countUnfinished(['disable-jit'])) === 0) return true;
      if (clock.now() >= deadline) return false;
      await clock.sleep(LOOK_EVERY_MS);
    }
  }

  async #disableAll(which: (grant: JitGrant) => boolean, reason: JitEndReason): Promise<{ count: number }> {
    const count = await this.#core.journal.transact(async (tx) => {
      const chosen = (await tx.jitGrants.current()).filter(which);
      for (const grant of chosen) await this.#ask(tx, grant, reason);
      return chosen.length;
    });
    this.#acted();
    return { count };
  }

  #ask(tx: JournalTx, grant: JitGrant, reason: JitEndReason): Promise<boolean> {
    const by = this.#core.settings.technicianEmail;
    return askToDisable(tx, grant, { reason, by, now: this.#core.clock.now() });
  }

  async #transact(work: (tx: JournalTx) => Promise<JitAnswer>): Promise<JitAnswer> {
    const answer = await this.#core.journal.transact(work);
    if (answer.done) this.#acted();
    return answer;
  }

  #acted(): void {
    this.#core.disableSoon();
    this.#core.changed();
  }

  #isMine(grant: JitGrant): boolean {
    return isSameTechnician(this.#core.settings.technicianEmail, grant.technicianEmail);
  }

  #foreign(technicianEmail: string, confirmed: boolean): JitAnswer | null {
    if (confirmed || isSameTechnician(this.#core.settings.technicianEmail, technicianEmail)) return null;
    return { done: false, text: othersText([{ technicianEmail }]), needsConfirmation: true };
  }

  #row(grant: JitGrant): JitGrantRow {
    const { haloTicketId } = grant;
    return {
      grant,
      ticketUrl: haloTicketId === null ? null : this.#core.halo.ticketUrl(haloTicketId),
      isMine: this.#isMine(grant),
    };
  }
}

function refused({ text }: Told): JitAnswer {
  return { done: false, text, needsConfirmation: false };
}

function othersText(accounts: readonly Pick<JitGrant, 'technicianEmail'>[]): Words {
  const whose = [...new Set(accounts.map(({ technicianEmail }) => technicianEmail))].join(', ');
  return jitErrors.someoneElses(whose).text;
}

/**
 * Access was granted anew while an earlier grant of the same account still waits to be disabled: sending that now would
 * end the new one. False while it is just being sent.
 */
async function replace(tx: JournalTx, grant: JitGrant, now: number): Promise<boolean> {
  const item = await tx.outbox.findFor('disable-jit', grant.id);
  if (item?.state === 'running') return false;
  if (item) await tx.outbox.update({ ...item, state: 'dismissed', updatedAt: now });
  await recordExpired(tx, grant, 'Access was granted anew before it was disabled.', now);
  return true;
}
