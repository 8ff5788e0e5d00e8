/** What Halo holds. Names are Halo's own (halo-api.md); times are epoch ms and become texts in answers. */

export interface HaloClient {
  readonly id: number;
  readonly name: string;
  readonly inactive: boolean;
  readonly toplevel_name: string;
  readonly main_site_id: number;
  readonly main_site_name: string;
  readonly general_user_id: number;
  /** The client's reference: $CLIENT_REFERENCE of custom tabs. */
  readonly ref: string;
  readonly changedAt: number;
}

export interface HaloAsset {
  readonly id: number;
  readonly client_id: number;
  readonly site_id: number;
  readonly inventory_number: string;
  readonly key_field: string;
  readonly key_field2: string;
  readonly key_field3: string;
  readonly assettype_name: string;
  readonly inactive: boolean;
  readonly changedAt: number;
}

export interface HaloAgent {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly isdisabled: boolean;
  readonly isapiagent: boolean;
  readonly team: string;
}

export interface HaloStatus {
  readonly id: number;
  readonly name: string;
  readonly type: number;
  readonly closes: boolean;
}

export interface HaloTicketType {
  readonly id: number;
  readonly name: string;
  readonly workflow_id: number;
  readonly initial_status: number;
  readonly statusIds: readonly number[];
  readonly cancreate: boolean;
}

export interface HaloCategory {
  readonly id: number;
  readonly value: string;
  /** 1 to 4, for category_1 to category_4. */
  readonly type_id: number;
}

export interface HaloLookup {
  readonly lookupid: number;
  readonly id: number;
  readonly name: string;
}

export interface HaloOutcome {
  readonly id: number;
  readonly name: string;
}

export interface TicketFields {
  readonly tickettype_id: number;
  readonly client_id: number;
  readonly site_id: number;
  readonly user_id: number;
  readonly user_name: string;
  readonly reportedby: string | null;
  readonly summary: string;
  readonly details: string;
  readonly details_html: string | null;
  readonly category_1: string | null;
  readonly category_2: string | null;
  readonly urgency: number | null;
  readonly impact: number | null;
  readonly priority_id: number | null;
  readonly agent_id: number;
  readonly team: string | null;
  readonly status_id: number;
  readonly assets: readonly { readonly id: number }[];
  readonly third_party_id_string: string | null;
  readonly supplier_reference: string | null;
  readonly closure_note: string | null;
  readonly closure_note_html: string | null;
  readonly closure_time: number | null;
  readonly closure_agent_id: number | null;
  /** Whatever else was sent; Halo keeps what it knows and ignores the rest. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** A ticket at one moment; the search index may still hold an older one. */
export interface TicketVersion {
  readonly id: number;
  readonly fields: TicketFields;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly closedAt: number | null;
}

export interface CloseEvent {
  readonly at: number;
  readonly way: 'ticket' | 'action' | 'hand';
  readonly agentId: number | null;
  readonly note: string | null;
  /** Decimal. */
  readonly hours: number | null;
  /** The ticket was closed already. */
  readonly again: boolean;
}

export interface HaloAction {
  readonly id: number;
  readonly ticket_id: number;
  readonly outcome: string;
  readonly outcome_id: number;
  readonly note: string;
  readonly note_html: string | null;
  readonly timetaken: number;
  readonly new_status: number | null;
  readonly who: string;
  readonly who_agentid: number;
  readonly at: number;
}

export interface HaloTicket {
  readonly id: number;
  readonly createdBy: 'api' | 'seed';
  /** Oldest first; the last is what GET by id tells. Never empty. */
  readonly versions: TicketVersion[];
  readonly closeEvents: CloseEvent[];
  readonly actions: HaloAction[];
}
