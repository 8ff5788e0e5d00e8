import type { Overview, Warning } from '../../shared/contract/companion.ts';
import type { CheckResult } from '../../shared/contract/health.ts';
import type { ParkedRow } from '../../shared/contract/outbox.ts';
import type { QuarantinedItem } from '../../shared/contract/quarantine.ts';
import type {
  CsvPiece,
  DecisionAnswer,
  RequestFilter,
  RequestNarrowing,
  RequestOrder,
  RequestRow,
  SeenBefore,
} from '../../shared/contract/requests.ts';
import type { DecisionScope, ElevationType, Verdict } from '../../shared/domain/elevation-request.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { TicketMaker } from '../../shared/domain/ticket.ts';
import type { ActivityApi } from './activity/api.ts';
import type { AlertsApi } from './alerts/api.ts';
import type { CompanionSettings } from './core.ts';
import type { JitApi } from './jit/api.ts';
import type { MappingApi } from './mapping/api.ts';
import type { OfferedNames } from './ports/halo.ts';
import type { Words } from './ports/told.ts';
import type { TicketPreview } from './tickets/preview.ts';

/** What the core tells about itself; the shell adds its version and whether the sandbox is in use. */
export type CompanionOverview = Omit<Overview, 'version' | 'sandbox' | 'language' | 'guide'>;

/** Which requests. */
export interface RequestSelection extends Partial<RequestNarrowing> {
  readonly filter: RequestFilter;
  readonly search: string;
}

export interface RequestQuery extends RequestSelection {
  readonly order?: RequestOrder;
  readonly limit: number;
  readonly offset: number;
}

export interface DecisionCommand {
  readonly requestId: string;
  readonly verdict: Verdict;
  readonly scope: DecisionScope;
  readonly elevationType: ElevationType | null;
  readonly comment: string | null;
  /** Waits a few seconds before it is sent, so that it can be taken back. */
  readonly undoable: boolean;
}

/** Counts of one full pass: poll, map, open, close. */
export interface PassSummary {
  readonly polled: number;
  readonly opened: number;
  readonly closed: number;
  readonly awaitingMapping: number;
  readonly parked: number;
  readonly quarantined: number;
  /** Outbox entries that are still to be sent in a later pass. */
  readonly waiting: number;
  readonly haloCalls: number;
  readonly idemeumCalls: number;
  /** Services that refused our credentials or rights. */
  readonly refused: readonly ServiceName[];
  /** For a person: everything that is wrong and what to do about it. */
  readonly problems: readonly string[];
}

/** The core as its shells see it: commands and queries in, change events out. */
export interface CompanionApi {
  readonly jit: JitApi;
  readonly mapping: MappingApi;
  readonly alerts: AlertsApi;
  readonly activity: ActivityApi;
  /** Starts polling; the first poll is at once. */
  start(): void;
  /** Stops polling, lets the call under way end, closes nothing else. */
  stop(): Promise<void>;
  /** One full pass, repeated inside for failures for up to `patienceMs`. Not to be mixed with `start`. */
  runOnce(patienceMs: number): Promise<PassSummary>;
  overview(): Promise<CompanionOverview>;
  /** Does nothing by itself until then (epoch ms). What a person asks for is still done. */
  pause(until: number): void;
  /** Ends a pause, with a poll at once. */
  resume(): void;
  /** The machine is about to sleep. */
  fallAsleep(): void;
  /** The machine woke up, or somebody came back to it: polls at once, unless a person paused it. */
  wakeUp(): void;
  syncNow(): { readonly started: boolean };
  chooseTicketMaker(maker: TicketMaker): Promise<void>;
  /** Tries both connections; nothing is written. */
  checks(
    services: readonly ServiceName[],
    signal?: AbortSignal,
  ): AsyncGenerator<CheckResult, void, undefined>;
  /** A ticket and its closure note as they would be written, for an example request. */
  ticketPreview(): TicketPreview;
  /** @throws ServiceError when Halo cannot be asked */
  offeredNames(): Promise<OfferedNames>;
  /** Settings that were changed; they apply from now on. */
  applySettings(settings: CompanionSettings): void;
  listRequests(query: RequestQuery): Promise<{ readonly rows: RequestRow[]; readonly total: number }>;
  /** The link to a ticket that a person opens. */
  ticketUrl(haloTicketId: number): string;
  /** Earlier requests for the same application or file, newest first. */
  seenBefore(requestId: string): Promise<SeenBefore[]>;
  /** The selected requests as CSV, piece by piece. */
  exportRequests(selection: RequestSelection): AsyncGenerator<CsvPiece, void, undefined>;
  /** Null when the request is not known here. */
  findRequest(requestId: string): Promise<RequestRow | null>;
  decide(command: DecisionCommand): Promise<DecisionAnswer & { readonly text: Words | null }>;
  /** Takes a decision back that has not been sent. */
  withdraw(requestId: string): Promise<{ readonly done: boolean; readonly text: Words | null }>;
  parked(): Promise<ParkedRow[]>;
  retry(id: number): Promise<{ readonly done: boolean }>;
  dismiss(id: number): Promise<{ readonly done: boolean }>;
  quarantined(): Promise<QuarantinedItem[]>;
  dismissQuarantined(key: string): Promise<{ readonly done: boolean }>;
  /** Called after anything that the queries show has changed. Returns how to unsubscribe. */
  onChange(listener: () => void): () => void;
  /** Shells add what they know: secrets only in memory, a journal set aside. */
  setShellWarnings(warnings: readonly Warning[]): void;
}
