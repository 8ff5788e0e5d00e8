import type { ColumnType, Generated } from 'kysely';

/** The journal's tables. Times are epoch ms, flags 0 or 1, JSON is text: all of it portable to PostgreSQL. */
export interface Tables {
  requests: RequestTable;
  tickets: TicketTable;
  outbox: OutboxTable;
  customers: CustomerTable;
  mappings: MappingTable;
  mapping_changes: MappingChangeTable;
  halo_clients: ClientTable;
  lookups: LookupTable;
  sightings: SightingTable;
  quarantine: QuarantineTable;
  audit: AuditTable;
  facts: FactTable;
  halo_calls: CallTable;
  jit_grants: JitGrantTable;
  alerts: AlertTable;
}

type Flag = ColumnType<number, number, number>;

interface RequestTable {
  id: string;
  status: string;
  customer_key: string;
  /** The whole request as JSON; the other columns exist to be searched by. */
  body: string;
  /** Folded, as are the other texts that are searched. */
  search_text: string;
  customer_text: string;
  person_text: string;
  device_text: string;
  application_text: string;
  /** Lower case. */
  hash: string | null;
  created_at: number;
  first_seen_at: number;
  application: string | null;
  /** When it was approved or denied; null while neither has happened. */
  decided_at: number | null;
}

interface TicketTable {
  request_id: string;
  reference: string;
  state: string;
  customer_key: string;
  halo_ticket_id: number | null;
  halo_client_id: number | null;
  halo_asset_id: number | null;
  made_by: string;
  opened_here: Flag;
  opened_at: number | null;
  closed_at: number | null;
  closed_by: string | null;
  note: string | null;
  looked_at: number;
}

interface OutboxTable {
  id: Generated<number>;
  kind: string;
  subject: string;
  request_id: string | null;
  state: string;
  attempt: number;
  until: number | null;
  uncertain: Flag;
  parked_kind: string | null;
  parked_text: string | null;
  last_error: string | null;
  payload: string | null;
  created_at: number;
  updated_at: number;
}

interface AlertTable {
  key: string;
  kind: string;
  title: string;
  told_at: number;
  status: string;
  reason: string | null;
  text: string | null;
}

interface JitGrantTable {
  id: string;
  customer_key: string;
  customer_display_name: string;
  technician_email: string;
  halo_ticket_id: number | null;
  started_at: number;
  ends_at: number;
  state: string;
  end_reason: string | null;
  note: string | null;
  updated_at: number;
}

interface CustomerTable {
  key: string;
  name: string | null;
  display_name: string | null;
  display_name_folded: string | null;
  changed_at: number;
}

interface MappingTable {
  customer_key: string;
  state: string;
  halo_client_id: number | null;
  mapped_by: string | null;
  note: string | null;
  updated_at: number;
}

interface MappingChangeTable {
  step: number;
  customer_key: string;
  /** JSON of what a person can choose. */
  before: string;
  after: string;
  undone: Flag;
  at: number;
}

interface ClientTable {
  id: number;
  name: string;
  name_folded: string;
  /** As it was seen on a ticket; null while none was seen. */
  reference: string | null;
  inactive: Flag;
  missed: number;
}

interface LookupTable {
  key: string;
  value: string;
  read_at: number;
}

interface SightingTable {
  halo_ticket_id: number;
  reference: string;
  is_ours: number | null;
  closed: Flag;
  seen_at: number;
}

interface QuarantineTable {
  key: string;
  item_id: string | null;
  reason: string;
  first_seen_at: number;
  last_seen_at: number;
  times: number;
  dismissed: Flag;
}

interface AuditTable {
  /** Given by the chain, without gaps: not by the database, whose counters may skip numbers. */
  id: number;
  at: number;
  event: string;
  actor: string;
  request_id: string | null;
  customer_key: string | null;
  halo_ticket_id: number | null;
  jit_grant_id: string | null;
  outbox_id: number | null;
  result: string;
  text: string;
  previous_hash: string;
  hash: string;
}

interface FactTable {
  key: string;
  value: string;
}

interface CallTable {
  id: Generated<number>;
  at: number;
}
