import { quoteName, quoteNames } from '../../sql/names';
import type { Need, Remedy } from './explanation';

/** What stands for a role that nobody has chosen yet. */
const openRole = 'role_name';

/**
 * The statements by which an administrator gives what is missing; never run by us. Nothing for what no GRANT gives (ownership, tables
 * of an external schema).
 */
export function grantStatements(missing: readonly Need[], recipient: Remedy['recipient'], database: string): string[] {
  const to = recipientText(recipient);
  const grants = new Map<string, string[]>();
  for (const need of missing) {
    const on = need.privilege === 'OWNER' || need.external ? undefined : thingText(need, database);
    if (on === undefined) continue;
    const columns = need.column === undefined ? '' : ` (${quoteName(need.column)})`;
    const privileges = grants.get(on) ?? [];
    grants.set(on, privileges);
    privileges.push(`${need.privilege}${columns}`);
  }
  const statements = [...grants].map(([on, privileges]) => `GRANT ${privileges.join(', ')} ON ${on} TO ${to};`);
  if (statements.length === 0 || recipient.kind !== 'role' || recipient.exists) return statements;
  return [`CREATE ROLE ${quoteName(recipient.name)};`, ...statements];
}

function recipientText(recipient: Remedy['recipient']): string {
  switch (recipient.kind) {
    case 'role':
      return `ROLE ${quoteName(recipient.name)}`;
    case 'user':
      return quoteName(recipient.name);
    case 'open':
      return `ROLE ${openRole}`;
  }
}

/** Undefined where it is not known well enough: a routine without its arguments, a table without its schema. */
function thingText({ kind, schema, name, routine }: Need, database: string): string | undefined {
  switch (kind) {
    case 'schema':
      return name === '' ? undefined : `SCHEMA ${quoteName(name)}`;
    case 'relation':
      return schema === undefined ? undefined : quoteNames(schema, name);
    case 'routine':
      if (schema === undefined || routine === undefined) return undefined;
      return `${routine.kind.toUpperCase()} ${quoteNames(schema, name)}(${routine.signature})`;
    case 'database':
      return `DATABASE ${quoteName(name === '' ? database : name)}`;
    case 'language':
      return `LANGUAGE ${quoteName(name)}`;
  }
}

/** AWS takes no longer values of tags. */
const mostInTag = 256;

/** The tag with one more role in it. */
export function tagWith(present: string | undefined, role: string | undefined): Remedy['tag'] {
  const roles = (present ?? '').split(':').filter((one) => one !== '');
  const wanted = [...roles.filter((one) => one !== role), role ?? '…'].join(':');
  return {
    ...(present === undefined ? {} : { present }),
    ...(role === undefined ? {} : { role }),
    wanted,
    tooLong: wanted.length > mostInTag,
  };
}
