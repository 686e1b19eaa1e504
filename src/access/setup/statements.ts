import { sqlName } from './names';
import type { GroupGrant, SetupPlan } from './setupInput';

interface SchemaGrant {
  role: string;
  schema: string;
  privileges: string;
}

/** Makes the roles and gives them what they may do; for an administrator of the database. */
export function grantStatements(plan: SetupPlan): string {
  return [
    `-- For an administrator of the database ${plan.warehouse.database}. A role that is there already is refused: leave its line out then.`,
    ...rolesOf(plan.grants).map((role) => `CREATE ROLE ${sqlName(role)};`),
    ...schemaGrants(plan.grants).flatMap(({ role, schema, privileges }) => [
      '',
      `GRANT USAGE ON SCHEMA ${sqlName(schema)} TO ROLE ${sqlName(role)};`,
      `GRANT ${privileges} ON ALL TABLES IN SCHEMA ${sqlName(schema)} TO ROLE ${sqlName(role)};`,
      // Of those that the same administrator makes from now on.
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${sqlName(schema)} GRANT ${privileges} ON TABLES TO ROLE ${sqlName(role)};`,
    ]),
    '',
  ].join('\n');
}

/** Takes it all back, for the same administrator: default privileges first, for a role that has any cannot be dropped. */
export function revokeStatements(plan: SetupPlan): string {
  return [
    `-- For the administrator of the database ${plan.warehouse.database} who made the roles. A role that somebody was granted besides is not dropped.`,
    ...schemaGrants(plan.grants).flatMap(({ role, schema, privileges }) => [
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${sqlName(schema)} REVOKE ${privileges} ON TABLES FROM ROLE ${sqlName(role)};`,
      `REVOKE ${privileges} ON ALL TABLES IN SCHEMA ${sqlName(schema)} FROM ROLE ${sqlName(role)};`,
      `REVOKE USAGE ON SCHEMA ${sqlName(schema)} FROM ROLE ${sqlName(role)};`,
      '',
    ]),
    ...rolesOf(plan.grants).map((role) => `DROP ROLE ${sqlName(role)};`),
    '',
  ].join('\n');
}

function rolesOf(grants: readonly GroupGrant[]): string[] {
  return [...new Set(grants.map(({ role }) => role))];
}

/** One for each role and schema, with the most that a line gives it. */
function schemaGrants(grants: readonly GroupGrant[]): SchemaGrant[] {
  const found = new Map<string, SchemaGrant & { change: boolean }>();
  for (const { role, schemas, access } of grants)
    for (const schema of schemas) {
      const key = JSON.stringify([role, schema]);
      const change = access === 'change' || found.get(key)?.change === true;
      found.set(key, { role, schema, change, privileges: change ? 'SELECT, INSERT, UPDATE, DELETE' : 'SELECT' });
    }
  return [...found.values()];
}
