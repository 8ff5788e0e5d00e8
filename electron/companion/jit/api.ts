import type {
  AccessAnswer,
  DisabledForCustomer,
  JitAnswer,
  JitCustomer,
  JitGrantRow,
  OpenTickets,
  Runbook,
  RunbookFinding,
} from '../../../shared/contract/jit.ts';
import type { JitEndReason, JitGrant } from '../../../shared/domain/jit-account.ts';
import type { Words } from '../ports/told.ts';
import type { EnteredRunbook, RunbookVariables } from './runbook.ts';

/** Where access is wanted: a customer, or the customer of a ticket. */
export type AccessSubject = { readonly customerKey: string } | { readonly haloTicketId: number };

/** Where to ask for access, or why not in words from a table. */
export type Access =
  | Extract<AccessAnswer, { possible: true }>
  | (Extract<AccessAnswer, { possible: false }> & { readonly text: Words });

export interface GrantOrder {
  readonly customerKey: string;
  readonly haloTicketId: number | null;
  /** Null for the tenant's usual time (setting `jit.hours`). */
  readonly minutes: number | null;
}

/** JIT accounts as windows and tray see them. Nothing here waits for idemeum: what is to be disabled is, and stays, asked for. */
export interface JitApi {
  /** The values for a Halo runbook that does what `disable` does, with these variables in them. */
  runbook(variables: RunbookVariables): Runbook;
  checkRunbook(entered: EnteredRunbook): RunbookFinding[];
  grants(query: {
    readonly filter: 'current' | 'ended';
    readonly limit: number;
    readonly offset: number;
  }): Promise<{ readonly rows: JitGrantRow[]; readonly total: number }>;
  /** Grants that are not over, those that end first at the top; 'ending' where the end is near. */
  current(): Promise<JitGrant[]>;
  customers(text: string, limit: number): Promise<JitCustomer[]>;
  /** Where the technician asks for access. Records nothing: the portal may say no. */
  requestAccess(subject: AccessSubject): Promise<Access>;
  /** The technician says that idemeum granted access; a grant that runs already is extended. */
  confirmGranted(order: GrantOrder): Promise<JitAnswer>;
  /** An account of another technician needs `confirmOthers`. */
  disable(order: { readonly grantId: string; readonly confirmOthers: boolean }): Promise<JitAnswer>;
  /** An account that the companion has no grant of. */
  disableAccount(order: {
    readonly customerKey: string;
    readonly technicianEmail: string;
    readonly confirmOthers: boolean;
  }): Promise<JitAnswer>;
  disableMine(): Promise<{ readonly count: number }>;
  /** This technician's accounts there, and those of others that are named: what nobody was shown, nobody has confirmed. */
  disableForCustomer(order: {
    readonly customerKey: string;
    readonly grantIds: readonly string[];
  }): Promise<DisabledForCustomer>;
  /** Open tickets of the customer's client. @throws ServiceError when Halo does not answer */
  tickets(customerKey: string, text: string): Promise<OpenTickets & { readonly text: Words | null }>;
  tieToTicket(order: { readonly grantId: string; readonly haloTicketId: number | null }): Promise<JitAnswer>;
  /**
   * For the shells: the app quits, the device is locked, the technician signed out. Ends every account of this desk, also
   * those of an e-mail address that the technician had before. Returns how many.
   */
  endAll(reason: JitEndReason): Promise<number>;
  /** True as soon as idemeum has confirmed everything that was to be disabled; false when `patienceMs` is over first. */
  settled(patienceMs: number): Promise<boolean>;
}
