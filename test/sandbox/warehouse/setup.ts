import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { SUPERUSER, type PostgresServer } from './server';

/** The second database of each warehouse, so that there is one to choose. */
export const SAMPLE_DATABASE = 'sample_data_dev';

/** A connection of the sandbox itself; without `user`, as superuser. */
export async function connectTo(server: PostgresServer, database: string, user = SUPERUSER): Promise<Client> {
  const client = new Client({ host: server.socketFolder, port: server.port, user, database });
  await client.connect();
  return client;
}

/** Makes the databases, schemas, tables, views and roles of an empty server. */
export async function setUp(server: PostgresServer, database: string): Promise<void> {
  await using(server, 'postgres', async (client) => {
    for (const file of ['redshiftNames', 'privilegeNames', 'roles']) await runFile(client, file);
  });
  await using(server, 'template1', async (client) => {
    // A copy, with Redshift's names in it; then the one that is there already gets its name.
    await client.query(`CREATE DATABASE ${SAMPLE_DATABASE} TEMPLATE postgres`);
    await client.query(`ALTER DATABASE postgres RENAME TO ${client.escapeIdentifier(database)}`);
  });
  await using(server, SAMPLE_DATABASE, (client) => runFile(client, 'sampleData'));
  await using(server, database, async (client) => {
    for (const file of ['salesSchema', 'financeSchema', 'sharedSchemas']) await runFile(client, file);
    await client.query('ANALYZE');
  });
}

async function runFile(client: Client, name: string): Promise<void> {
  await client.query(await readFile(path.join(__dirname, 'sql', `${name}.sql`), 'utf8'));
}

async function using(server: PostgresServer, database: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = await connectTo(server, database);
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
