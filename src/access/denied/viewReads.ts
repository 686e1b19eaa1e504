import type { ViewRead } from '../../core/objects';
import type { ObjectReader, ReadRelation } from '../../redshift/objectReader';
import { objectsOf } from '../../sql/statementObjects';
import type { Path, Read } from './explanation';

type Reader = Pick<ObjectReader, 'relations' | 'reads'>;

/** A relation that a view reads; late-binding views name what may not be there, or not be seen. */
interface Step extends Read {
  relation?: ReadRelation;
  /** SELECT on it: one's own. */
  select?: boolean;
}

/** More views than these, one upon the other, are not followed. */
const mostSteps = 5;

/**
 * What views read, in one step. A regular view is bound to its tables, and the catalog knows them; a late-binding one is but its text.
 * Nothing for what is no view.
 */
export async function readsOf(reader: Reader, relations: readonly ReadRelation[]): Promise<Map<ReadRelation, Step[]>> {
  const bound = relations.filter(({ kind }) => kind === 'view' || kind === 'materializedView');
  const late = relations.filter(({ kind }) => kind === 'lateBindingView');
  const named = new Map(late.map((view) => [view, namesIn(view)]));
  const reads = await reader.reads(bound.map(({ id }) => id));
  const found = reads.told ? reads.value : [];
  const names = [...found, ...[...named.values()].flat()];
  const seen = await reader.relations(names.map(({ schema, name }) => ({ ...(schema && { schema }), name })));
  const relationOf = (schema: string, name: string): ReadRelation | undefined =>
    (seen.told ? seen.value : []).find(
      (each) => each.name === name && (schema === '' ? each.onPath : each.schema === schema),
    );
  return new Map([
    ...bound.map((view) => {
      const own = found.filter((read) => read.view === view.id);
      return [view, own.map((read) => boundStep(read, relationOf(read.schema, read.name)))] as const;
    }),
    ...late.map((view) => {
      const own = named.get(view) ?? [];
      return [view, own.map(({ schema, name }) => lateStep(schema, name, relationOf(schema, name)))] as const;
    }),
  ]);
}

/**
 * How what a statement names leads to what was denied: by views, one reading the next. Undefined where it does not, as far as one sees.
 * @param target without a name: anything in the schema
 */
export async function pathTo(
  reader: Reader,
  from: readonly ReadRelation[],
  target: { schema?: string; name?: string },
): Promise<{ path: Path; target: Step } | undefined> {
  let ways = from.map((relation) => [relation]);
  for (let step = 0; step < mostSteps && ways.length > 0; step++) {
    const reads = await readsOf(
      reader,
      ways.flatMap((way) => way.slice(-1)),
    );
    const next: ReadRelation[][] = [];
    for (const way of ways) {
      const last = way.at(-1);
      for (const read of (last && reads.get(last)) ?? []) {
        if (isTarget(read, target))
          return { path: { steps: way.map(stepOf), rights: rightsFor(read, target) }, target: read };
        if (read.relation !== undefined) next.push([...way, read.relation]);
      }
    }
    ways = next;
  }
  return undefined;
}

/**
 * Redshift runs a view's query with its owner's rights on the tables, and with the rights of who asks on the schemas (r_CREATE_VIEW.html:
 * "you don't need select permissions for the underlying tables ... a table or view in another schema ... you need usage permissions"; the
 * owner of a late-binding view needs them when it is queried).
 */
function rightsFor({ ownerSelect, select }: Step, { name }: { name?: string }): Path['rights'] {
  if (name === undefined) return 'own';
  return ownerSelect === true && select === false ? 'own' : 'owner';
}

function isTarget({ schema, name }: Step, target: { schema?: string; name?: string }): boolean {
  return (
    (target.schema === undefined || schema === target.schema) && (target.name === undefined || name === target.name)
  );
}

function stepOf({ schema, name, kind, owner }: ReadRelation): Path['steps'][number] {
  return { schema, name, kind, owner };
}

function boundStep({ schema, name, kind, usage, select, ownerSelect }: ViewRead, relation?: ReadRelation): Step {
  return { schema, name, kind: relation?.kind ?? kind, usage, select, ownerSelect, ...(relation && { relation }) };
}

function lateStep(schema: string, name: string, relation: ReadRelation | undefined): Step {
  if (relation === undefined) return { schema, name, kind: 'table' };
  const select = relation.privileges.includes('SELECT');
  return { schema: relation.schema, name, kind: relation.kind, usage: relation.usage, select, relation };
}

function namesIn({ definition = '' }: ReadRelation): { schema: string; name: string }[] {
  return objectsOf(definition).flatMap(({ kind, name }) =>
    kind === 'relation' ? [{ schema: name.at(-2) ?? '', name: name.at(-1) ?? '' }] : [],
  );
}
