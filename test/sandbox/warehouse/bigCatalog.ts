import type { CatalogPlan } from '../wire/context';
import type { PostgresServer } from './server';
import { connectTo } from './setup';

/**
 * Adds schemas `bulk_1`, `bulk_2`, ... of tables `t_1`, `t_2`, ... of integer columns `c_1`, `c_2`, ...; each tenth schema has a name
 * that has to be quoted everywhere. Every other one is usable by `sales`, which may read all of its tables.
 */
export async function makeBigCatalog(server: PostgresServer, database: string, plan: CatalogPlan): Promise<void> {
  if (plan.schemas === 0) return;
  const client = await connectTo(server, database);
  try {
    await client.query(`DO $do$ ${block(plan)} $do$`);
  } finally {
    await client.end();
  }
}

/** One block: a round trip for each table would take far longer. It commits between schemas, for the locks of all would be too many. */
function block({ schemas, tables, columns }: CatalogPlan): string {
  return `
DECLARE
  columns text := (SELECT string_agg('c_' || g || ' integer', ', ' ORDER BY g) FROM generate_series(1, ${columns}) g);
  name text;
BEGIN
  FOR s IN 1..${schemas} LOOP
    name := CASE WHEN s % 10 = 0 THEN E'it\\'s 100% "bulk" \\\\_' || s ELSE 'bulk_' || s END;
    EXECUTE format('CREATE SCHEMA %I', name);
    FOR t IN 1..${tables} LOOP
      EXECUTE format('CREATE TABLE %I.%I (%s)', name, 't_' || t, columns);
    END LOOP;
    IF s % 2 = 0 THEN
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO sales', name);
      EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO sales', name);
    END IF;
    COMMIT;
  END LOOP;
END`;
}
