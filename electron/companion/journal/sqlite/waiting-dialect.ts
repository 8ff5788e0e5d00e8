import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SelectQueryNode,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';

/**
 * For a database that can be read before it may be written: what only reads is done at once, transactions and all else
 * wait. So nobody who writes has to know of it.
 */
export class WaitingDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #mayWrite: Promise<unknown>;

  constructor(database: SqliteDatabase, mayWrite: Promise<unknown>) {
    super({ database });
    this.#database = database;
    this.#mayWrite = mayWrite;
  }

  override createDriver(): Driver {
    return new WaitingDriver(this.#database, this.#mayWrite);
  }
}

class WaitingDriver extends SqliteDriver {
  readonly #mayWrite: Promise<unknown>;

  constructor(database: SqliteDatabase, mayWrite: Promise<unknown>) {
    super({ database });
    this.#mayWrite = mayWrite;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new WaitingConnection(() => super.acquireConnection(), this.#mayWrite);
  }

  override async releaseConnection(connection?: DatabaseConnection): Promise<void> {
    if (connection instanceof WaitingConnection && connection.isHeld) await super.releaseConnection();
  }
}

/** Takes the one connection there is for its first statement only: who waits must not keep it from those that read. */
class WaitingConnection implements DatabaseConnection {
  readonly #acquire: () => Promise<DatabaseConnection>;
  readonly #mayWrite: Promise<unknown>;
  #held: DatabaseConnection | null = null;

  constructor(acquire: () => Promise<DatabaseConnection>, mayWrite: Promise<unknown>) {
    this.#acquire = acquire;
    this.#mayWrite = mayWrite;
  }

  get isHeld(): boolean {
    return this.#held !== null;
  }

  async executeQuery<R>(query: CompiledQuery) {
    return await (await this.#connectionFor(query)).executeQuery<R>(query);
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number) {
    yield* (await this.#connectionFor(query)).streamQuery<R>(query, chunkSize);
  }

  async #connectionFor({ query }: CompiledQuery): Promise<DatabaseConnection> {
    if (!SelectQueryNode.is(query)) await this.#mayWrite;
    this.#held ??= await this.#acquire();
    return this.#held;
  }
}
