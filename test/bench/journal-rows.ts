import type { DatabaseSync } from 'node:sqlite';
import type { Insertable } from 'kysely';
import {
  type AuditEntry,
  type AuditHead,
  chained,
  EMPTY_HEAD,
} from '../../electron/companion/journal/audit-chain.ts';
import type { Tables } from '../../electron/companion/journal/sqlite/tables.ts';

type About = Pick<AuditEntry, 'requestId' | 'customerKey' | 'haloTicketId'>;

/** Writes whole rows past the repositories, whose policies would take an hour for as many. */
export class JournalRows {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  #head: AuditHead = EMPTY_HEAD;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add<T extends keyof Tables>(table: T, row: Insertable<Tables[T]>): void {
    const columns = Object.keys(row);
    const places = columns.map(() => '?').join(', ');
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`;
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    statement.run(...Object.values<string | number | null>(row));
  }

  audit(event: string, at: number, actor: string, text: string, about: About): void {
    const fields = { at, event, actor, text, result: 'done', jitGrantId: null, outboxId: null, ...about };
    const { entry, head } = chained(fields, this.#head, this.#head.lastId + 1);
    this.#head = head;
    this.add('audit', {
      id: entry.id,
      at,
      event,
      actor,
      text,
      request_id: entry.requestId,
      customer_key: entry.customerKey,
      halo_ticket_id: entry.haloTicketId,
      jit_grant_id: null,
      outbox_id: null,
      result: entry.result,
      previous_hash: entry.previousHash,
      hash: entry.hash,
    });
  }

  endChain(): void {
    this.#database
      .prepare("UPDATE facts SET value = ? WHERE key = 'audit.head'")
      .run(JSON.stringify(this.#head));
  }
}
