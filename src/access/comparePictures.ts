import {
  tablePrivileges,
  type AccessPicture,
  type DefaultPrivilege,
  type PrincipalTag,
  type RoleLink,
  type SchemaAccess,
  type TablePrivilege,
  type Told,
  type Untold,
} from './accessPicture';

export type Side = 'a' | 'b';

/** Something that one picture has more than the other. */
export type Extra =
  | { kind: 'tag'; name: string; value: string }
  | { kind: 'role'; role: string }
  | ({ kind: 'inherited' } & RoleLink)
  /** The other may do nothing at all in it. */
  | { kind: 'schema'; schema: SchemaAccess }
  | { kind: 'schemaPrivilege'; schema: string; privilege: 'USAGE' | 'CREATE' }
  | { kind: 'tables'; schema: string; privilege: TablePrivilege; has: Count; other: Count }
  | { kind: 'system'; privilege: string; role: string }
  | ({ kind: 'default' } & DefaultPrivilege);

/** On how many of how many relations. */
export interface Count {
  count: number;
  of: number;
}

/** What both have, and not the same. */
export type Difference = { kind: 'user'; a: string; b: string } | { kind: 'tag'; name: string; a: string; b: string };

/** What cannot be compared, because one side (or each) was not told it. */
export type Incomparable =
  | { part: UntoldPart; side: Side; why: Untold }
  /** The relations of a schema could not be counted. */
  | { part: 'relations'; side: Side; schema: string }
  /** A warehouse that does not know the privilege, while the other does. */
  | { part: 'privilege'; side: Side; privilege: TablePrivilege };

export type UntoldPart = 'inherited' | 'schemas' | 'systemPrivileges' | 'defaultPrivileges';

/** One schema on both sides; undefined where nothing may be done in it. */
export interface SchemaPair {
  schema: string;
  a: SchemaAccess | undefined;
  b: SchemaAccess | undefined;
}

export interface Comparison {
  differences: readonly Difference[];
  more: Readonly<Record<Side, readonly Extra[]>>;
  incomparable: readonly Incomparable[];
  /** By name; undefined where one side was not told its schemas. */
  schemas: readonly SchemaPair[] | undefined;
}

/** What one picture has more than the other. What a side was not told counts as unknown there, never as missing. */
export function comparePictures(a: AccessPicture, b: AccessPicture): Comparison {
  const schemas = pairs(a.schemas, b.schemas);
  const incomparable: Incomparable[] = untold(a, b);
  for (const { schema, a: ofA, b: ofB } of schemas ?? []) {
    if (!ofA || !ofB) continue;
    if (ofA.relations === undefined) incomparable.push({ part: 'relations', side: 'a', schema });
    if (ofB.relations === undefined) incomparable.push({ part: 'relations', side: 'b', schema });
  }
  const unknown = new Set<TablePrivilege>();
  for (const { privilege, side } of schemas ? unknownPrivileges(a.schemas, b.schemas) : []) {
    unknown.add(privilege);
    incomparable.push({ part: 'privilege', side, privilege });
  }
  return {
    differences: [
      ...(a.user.current === b.user.current ? [] : [{ kind: 'user' as const, a: a.user.current, b: b.user.current }]),
      ...tagDifferences(a.tags, b.tags),
    ],
    more: {
      a: moreOf(a, b, schemas ?? [], 'a', unknown),
      b: moreOf(b, a, schemas ?? [], 'b', unknown),
    },
    incomparable,
    schemas,
  };
}

function moreOf(
  one: AccessPicture,
  other: AccessPicture,
  schemas: readonly SchemaPair[],
  side: Side,
  unknown: ReadonlySet<TablePrivilege>,
): Extra[] {
  const sessionRoles = ({ roles }: AccessPicture): string[] =>
    roles.flatMap(({ name, standing, sessionName }) => (standing === 'missing' ? [] : [sessionName ?? name]));
  return [
    ...without(one.tags, other.tags, ({ name }) => name).map(({ name, value }) => ({ kind: 'tag', name, value }) as const),
    ...without(sessionRoles(one), sessionRoles(other), (role) => role).map((role) => ({ kind: 'role', role }) as const),
    ...told(one.inherited, other.inherited, ({ role, inherits }) => `${role}\n${inherits}`).map(
      (link) => ({ kind: 'inherited', ...link }) as const,
    ),
    ...schemas.flatMap((pair) => moreInSchema(pair, side, unknown)),
    // Whichever role brings it, the right is the same.
    ...told(one.systemPrivileges, other.systemPrivileges, ({ privilege }) => privilege).map(
      ({ role, privilege }) => ({ kind: 'system', privilege, role }) as const,
    ),
    ...told(one.defaultPrivileges, other.defaultPrivileges, (each) =>
      JSON.stringify([each.owner, each.schema, each.objects, each.privilege, each.grantee]),
    ).map((each) => ({ kind: 'default', ...each }) as const),
  ]; // prettier-ignore
}

function moreInSchema(pair: SchemaPair, side: Side, unknown: ReadonlySet<TablePrivilege>): Extra[] {
  const [one, other] = side === 'a' ? [pair.a, pair.b] : [pair.b, pair.a];
  if (one === undefined) return [];
  if (other === undefined) return [{ kind: 'schema', schema: one }];
  const { schema } = pair;
  const counted = one.relations !== undefined && other.relations !== undefined;
  const count = ({ counts, relations = 0 }: SchemaAccess, privilege: TablePrivilege): Count => ({
    count: counts[privilege] ?? 0,
    of: relations,
  });
  return [
    ...(one.usage && !other.usage ? [{ kind: 'schemaPrivilege', schema, privilege: 'USAGE' } as const] : []),
    ...(one.create && !other.create ? [{ kind: 'schemaPrivilege', schema, privilege: 'CREATE' } as const] : []),
    ...tablePrivileges.flatMap((privilege): Extra[] => {
      const has = count(one, privilege);
      const than = count(other, privilege);
      return !counted || unknown.has(privilege) || has.count <= than.count
        ? []
        : [{ kind: 'tables', schema, privilege, has, other: than }];
    }),
  ];
}

function pairs(a: AccessPicture['schemas'], b: AccessPicture['schemas']): SchemaPair[] | undefined {
  if (!a.told || !b.told) return undefined;
  const byName = (schemas: readonly SchemaAccess[]): Map<string, SchemaAccess> =>
    new Map(schemas.map((each) => [each.schema, each]));
  const [ofA, ofB] = [byName(a.value), byName(b.value)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])]
    .sort((one, other) => one.localeCompare(other))
    .map((schema) => ({ schema, a: ofA.get(schema), b: ofB.get(schema) }));
}

function untold(a: AccessPicture, b: AccessPicture): Incomparable[] {
  const parts = ['inherited', 'schemas', 'systemPrivileges', 'defaultPrivileges'] as const;
  return parts.flatMap((part) =>
    [{ side: 'a', told: a[part] } as const, { side: 'b', told: b[part] } as const].flatMap((each) =>
      each.told.told ? [] : [{ part, side: each.side, why: each.told.why }],
    ),
  );
}

/** Privileges that no schema of one side has a count for, while the other side has. */
function unknownPrivileges(
  a: AccessPicture['schemas'],
  b: AccessPicture['schemas'],
): { privilege: TablePrivilege; side: Side }[] {
  const knows = (schemas: AccessPicture['schemas'], privilege: TablePrivilege): boolean =>
    schemas.told && (schemas.value.length === 0 || schemas.value.some(({ counts }) => counts[privilege] !== undefined));
  return tablePrivileges.flatMap((privilege) => {
    const known = { a: knows(a, privilege), b: knows(b, privilege) };
    return known.a === known.b ? [] : [{ privilege, side: known.a ? 'b' : 'a' } as const];
  });
}

function tagDifferences(a: readonly PrincipalTag[], b: readonly PrincipalTag[]): Difference[] {
  return a.flatMap(({ name, value }): Difference[] => {
    const other = b.find((tag) => tag.name === name);
    return other === undefined || other.value === value ? [] : [{ kind: 'tag', name, a: value, b: other.value }];
  });
}

/** What is told to both, and is of the first alone. */
function told<T>(one: Told<readonly T[]>, other: Told<readonly T[]>, key: (each: T) => string): T[] {
  return one.told && other.told ? without(one.value, other.value, key) : [];
}

function without<T>(these: readonly T[], those: readonly T[], key: (each: T) => string): T[] {
  const there = new Set(those.map(key));
  return these.filter((each) => !there.has(key(each)));
}
