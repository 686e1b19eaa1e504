import { Client, DatabaseError, Query, type FieldDef } from 'pg';
import type { PostgresServer } from './server';

/** A value as the server writes it; null is NULL. */
export type Text = string | null;

export type Field = Pick<FieldDef, 'name' | 'tableID' | 'columnID' | 'dataTypeID' | 'dataTypeModifier'>;

/** Takes rows as they arrive; throwing in it ends the statement with that error. */
export type RowSink = (row: readonly Text[], fields: readonly Field[]) => void;

export interface Completion {
  /** `SELECT`, `INSERT`, `CREATE`, ...; empty for an empty text. */
  command: string;
  /** Rows returned or affected, where the command says so. */
  rowCount: number | null;
  /** Empty when there is no result set. */
  fields: readonly Field[];
}

/** Everything stays the text that PostgreSQL sent: no number is ever parsed here. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

/** One login of a database user. Statements run one after the other. */
export class WarehouseConnection {
  /** True as soon as it is known that nothing can be run on it any more. */
  isLost = false;

  private constructor(
    private readonly client: Client,
    /** Process id of the server's side. */
    readonly pid: number,
    /** Resolves when the connection is over, whoever ended it. */
    readonly ended: Promise<void>,
  ) {}

  /** Rejects with PostgreSQL's error, of a database that does not exist for instance. */
  static async open(server: PostgresServer, user: string, database: string): Promise<WarehouseConnection> {
    const client = new Client({ host: server.socketFolder, port: server.port, user, database, types: AS_TEXT });
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    // The running statement, if any, is told by its own error; `ended` tells the owner.
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: string }>('SELECT pg_backend_pid() AS pid');
    return new WarehouseConnection(client, Number(rows[0]?.pid), ended);
  }

  /**
   * Runs one statement by the extended protocol, which refuses several at once. Values are bound as text, and the server
   * finds their types. Settles when the connection is free again, also where the sink threw: its error then wins, and
   * no further rows reach it.
   */
  run(text: string, values: readonly Text[], sink: RowSink): Promise<Completion> {
    return new Promise((resolve, reject) => {
      const config = { text, values: [...values], rowMode: 'array', queryMode: 'extended', types: AS_TEXT };
      const query = new Query<Text[]>(config);
      let refusal: Error | undefined;
      query.on('row', (row, result) => {
        if (refusal) return;
        try {
          sink(row, result?.fields ?? []);
        } catch (error) {
          refusal = error instanceof Error ? error : new Error(String(error));
        }
      });
      query.on('error', (error) => {
        // After a FATAL error the server hangs up, and an error that is not the server's is of the connection.
        if (!(error instanceof DatabaseError) || error.severity === 'FATAL') this.isLost = true;
        reject(refusal ?? error);
      });
      // Its own type says that there is always a command; an empty text has none.
      query.on('end', (result: Omit<Completion, 'command'> & { command: string | null }) => {
        if (refusal) reject(refusal);
        else resolve({ command: result.command ?? '', rowCount: result.rowCount, fields: result.fields });
      });
      this.client.query(query);
    });
  }

  /** For the catalog: all rows at once. */
  async rows(text: string, values: readonly Text[] = []): Promise<Text[][]> {
    const rows: Text[][] = [];
    await this.run(text, values, (row) => void rows.push([...row]));
    return rows;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
