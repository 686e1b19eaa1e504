import type { PostgresServer } from './server';
import { connectTo } from './setup';

/** Loads sales_schema.web_events in the background. */
export interface BigTable {
  /** Resolves when all rows are there; rejects when they could not be loaded. */
  readonly loaded: Promise<void>;
}

/**
 * Returns once the table is locked: from then on whoever uses it waits, by PostgreSQL's own means, until the rows are
 * there, and everybody else need not wait for them.
 */
export async function loadBigTable(server: PostgresServer, database: string, rows: number): Promise<BigTable> {
  const client = await connectTo(server, database);
  // The server is stopped under it when the sandbox ends early; `loaded` tells.
  client.on('error', () => undefined);
  await client.query('BEGIN');
  await client.query('LOCK TABLE sales_schema.web_events IN ACCESS EXCLUSIVE MODE');
  return { loaded: fill() };

  async function fill(): Promise<void> {
    await client.query(INSERT, [rows]);
    await client.query('COMMIT');
    await client.query('ANALYZE sales_schema.web_events');
    await client.end();
  }
}

const INSERT = `
INSERT INTO sales_schema.web_events
SELECT g,
       CASE WHEN g % 7 > 0 THEN 1 + g % 2000 END,
       timestamp '2024-01-01' + g * interval '29 seconds',
       '/products/' || g % 200,
       CASE g % 4 WHEN 0 THEN 'https://search.example/' WHEN 1 THEN '' END,
       g % 100000 * 0.0001,
       g % 3 = 0
  FROM generate_series(1, $1::bigint) g`;
