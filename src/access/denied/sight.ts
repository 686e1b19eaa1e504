import type { Told, Untold } from '../../core/access';
import type { SeenRoutine, SeenSchema } from '../../core/objects';
import type { ObjectReader, ReadRelation } from '../../redshift/objectReader';
import type { Found } from './explanation';
import type { Wanted } from './question';

/** What one sees of the things that a question names. */
export interface Sight {
  schemas: readonly SeenSchema[];
  relations: readonly ReadRelation[];
  routines: readonly SeenRoutine[];
  untold: readonly Untold[];
}

/** Looks at all of them at once: three statements at most, and a fourth for tables that the catalog does not hold. */
export async function lookAt(reader: ObjectReader, things: readonly Wanted[]): Promise<Sight> {
  const named = (kind: Wanted['kind']): Pick<Wanted, 'schema' | 'name'>[] =>
    things.filter((thing) => thing.kind === kind && thing.name !== '');
  const schemas = [...named('schema').map(({ name }) => name), ...things.flatMap(({ schema }) => schema ?? [])];
  const [ofSchemas, ofRelations, ofRoutines] = await Promise.all([
    reader.schemas([...new Set(schemas)]),
    reader.relations(named('relation')),
    reader.routines(named('routine')),
  ]);
  const absent = named('relation').filter(
    (thing) => ofRelations.told && !ofRelations.value.some((relation) => fits(relation, thing)),
  );
  const external = await reader.external(absent);
  return {
    schemas: valueOf(ofSchemas),
    relations: [...valueOf(ofRelations), ...valueOf(external)],
    routines: valueOf(ofRoutines),
    untold: [ofSchemas, ofRelations, ofRoutines, external].flatMap((each) => (each.told ? [] : [each.why])),
  };
}

/** The thing that a name means: in its schema, or the first of the search_path; else the only one that there is of this name. */
export function thingOf<T extends { schema: string; name: string; onPath: boolean }>(
  seen: readonly T[],
  wanted: Pick<Wanted, 'schema' | 'name'>,
): T | undefined {
  const fitting = seen.filter((each) => fits(each, wanted));
  return (
    fitting.find(({ onPath }) => wanted.schema !== undefined || onPath) ??
    (fitting.length === 1 ? fitting[0] : undefined)
  );
}

/** The thing as a person is told of it. */
export function foundOf({ schemas, relations, routines }: Sight, wanted: Wanted): Found | undefined {
  switch (wanted.kind) {
    case 'schema': {
      const seen = schemas.find(({ schema }) => schema === wanted.name);
      return seen && { kind: 'schema', schema: seen.schema, owner: seen.owner };
    }
    case 'relation': {
      const seen = thingOf(relations, wanted);
      return seen && { kind: seen.kind, schema: seen.schema, owner: seen.owner };
    }
    case 'routine': {
      const seen = thingOf(routines, wanted);
      if (seen === undefined) return undefined;
      const { kind, schema, owner, signature, definer } = seen;
      return { kind, schema, owner, signature, definer };
    }
    case 'database':
    case 'language':
      return undefined;
  }
}

function fits(seen: { schema: string; name: string }, { schema, name }: Pick<Wanted, 'schema' | 'name'>): boolean {
  return seen.name === name && (schema === undefined || seen.schema === schema);
}

function valueOf<T>(told: Told<readonly T[]>): readonly T[] {
  return told.told ? told.value : [];
}
