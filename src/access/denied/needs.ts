import type { SeenGrant } from '../../core/objects';
import type { Privilege } from '../../sql/statementObjects';
import type { Need } from './explanation';
import { gives, isOwn, type Identity } from './holders';
import type { Wanted } from './question';
import { thingOf, type Sight } from './sight';

interface Known {
  sight: Sight;
  grants: readonly SeenGrant[];
  identity: Identity;
}

/** Everything that is needed for what is wanted, each once: within a schema its USAGE comes first. */
export function needsOf(wanted: readonly Wanted[], known: Known): Need[] {
  const needs: Need[] = [];
  for (const need of wanted.flatMap((each) => needsFor(each, known))) {
    if (!needs.some((other) => isSame(other, need))) needs.push(need);
  }
  return needs;
}

function needsFor(wanted: Wanted, known: Known): Need[] {
  const { sight, identity } = known;
  const { kind, name, column, needs } = wanted;
  switch (kind) {
    case 'schema':
      return needs.map((privilege) => schemaNeed(name, privilege, sight, identity));
    case 'relation': {
      const seen = thingOf(sight.relations, wanted);
      const schema = seen?.schema ?? wanted.schema;
      const external = seen?.kind === 'externalTable';
      const thing = { kind, ...(schema !== undefined && { schema }), name, ...(column !== undefined && { column }) };
      return [
        ...(schema === undefined ? [] : [schemaNeed(schema, 'USAGE', sight, identity, seen?.usage)]),
        ...needs.map((privilege): Need => {
          const need = { ...thing, ...(external && { external: true as const }), privilege };
          if (seen === undefined || external) return need;
          const tested = seen.id !== '' && testable.has(privilege);
          const has = tested && seen.privileges.some((each) => each === privilege);
          return { ...need, held: has || seen.owner === identity.user || isGranted(need, known) };
        }),
      ];
    }
    case 'routine': {
      const seen = thingOf(sight.routines, wanted);
      const schema = seen?.schema ?? wanted.schema;
      return [
        ...(schema === undefined ? [] : [schemaNeed(schema, 'USAGE', sight, identity, seen?.usage)]),
        ...needs.map((privilege): Need => {
          const need = { kind, ...(schema !== undefined && { schema }), name, privilege };
          if (seen === undefined) return need;
          const routine = { kind: seen.kind, signature: seen.signature };
          return { ...need, routine, held: seen.owner === identity.user || (privilege === 'EXECUTE' && seen.execute) };
        }),
      ];
    }
    case 'database':
    case 'language':
      return needs.map((privilege) => ({ kind, name, privilege }));
  }
}

/** What has_table_privilege knows on every version. */
const testable = new Set<Privilege>(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES']);

function schemaNeed(name: string, privilege: Privilege, { schemas }: Sight, { user }: Identity, usage?: boolean): Need {
  const need: Need = { kind: 'schema', name, privilege };
  const seen = schemas.find(({ schema }) => schema === name);
  if (seen === undefined) return privilege === 'USAGE' && usage !== undefined ? { ...need, held: usage } : need;
  const has = privilege === 'USAGE' ? seen.usage : privilege === 'CREATE' && seen.create;
  return { ...need, held: has || seen.owner === user };
}

function isGranted(need: Need, { grants, identity }: Known): boolean {
  return grants.some((grant) => isOwn(grant, identity) && gives(grant, need));
}

function isSame(one: Need, other: Need): boolean {
  return (
    one.kind === other.kind &&
    one.schema === other.schema &&
    one.name === other.name &&
    one.privilege === other.privilege
  );
}
