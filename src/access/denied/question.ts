import type { ObjectName } from '../../core/objects';
import { objectsOf, type ObjectUse, type Privilege } from '../../sql/statementObjects';
import { readDenial, type Denial } from './denial';

/** What somebody wants to know: about an error, or about a thing that they name. */
export interface Question {
  /** The server's words, as `readServerError` gives them. */
  message?: string;
  /** What was run, or what is about to be. */
  statement?: string;
  about?: ObjectName;
}

/** A thing, and what one has to be allowed to do with it. */
export interface Wanted {
  kind: ObjectUse['kind'];
  /** Missing where the statement leaves it to the search_path. */
  schema?: string;
  /** Empty for the database that one is in, and for the schema that things are made in. */
  name: string;
  column?: string;
  needs: readonly Privilege[];
}

/** A question with all that its texts say. */
export interface ReadQuestion {
  denial?: Denial;
  /** The thing in question, and behind a schema what the statement wants within it. */
  wanted: readonly Wanted[];
  /** Where the statement does not name the thing, what it names: something of it leads there. */
  suspects: readonly Wanted[];
}

/** Puts an error, its statement and what is asked about together. */
export function readQuestion({ message = '', statement = '', about }: Question): ReadQuestion {
  const uses = merged(objectsOf(statement).map(wantedOf));
  if (about !== undefined) {
    const used = uses.filter((use) => isSame(use, about));
    const needs = used.length > 0 ? used.flatMap((use) => use.needs) : usual[about.kind];
    const schema = about.schema ?? used.find((use) => use.schema !== undefined)?.schema;
    return { wanted: [{ ...about, ...(schema !== undefined && { schema }), needs: unique(needs) }], suspects: [] };
  }
  const denial = readDenial(message);
  if (denial === undefined) return { wanted: [], suspects: [] };
  return { denial, ...wantedBy(denial, uses) };
}

const usual: Record<Wanted['kind'], readonly Privilege[]> = {
  schema: ['USAGE'],
  relation: ['SELECT'],
  routine: ['EXECUTE'],
  database: ['CREATE'],
  language: ['USAGE'],
};

function wantedBy(denial: Denial, uses: readonly Wanted[]): Pick<ReadQuestion, 'wanted' | 'suspects'> {
  const { kind, name = '', column } = denial;
  switch (kind) {
    case 'other':
      return { wanted: [], suspects: [] };
    case 'schema':
      return inSchema(denial, name, uses);
    case 'relation':
    case 'routine': {
      const used = uses.filter((use) => use.kind === kind && namesIt(use, name));
      const schema = used.find((use) => use.schema !== undefined)?.schema;
      const needs = used.length > 0 ? unique(used.flatMap((use) => use.needs)) : usual[kind];
      const wanted: Wanted = {
        kind,
        ...(schema === undefined ? {} : { schema }),
        name: used[0]?.name ?? name,
        ...(column === undefined ? {} : { column }),
        needs: denial.why === 'owner' && used.length === 0 ? ['OWNER'] : needs,
      };
      return { wanted: [wanted], suspects: used.length > 0 ? [] : uses.filter(mayLead) };
    }
    case 'database':
    case 'language': {
      const needs = uses.filter((use) => use.kind === kind).flatMap((use) => use.needs);
      return { wanted: [{ kind, name, needs: needs.length > 0 ? unique(needs) : usual[kind] }], suspects: [] };
    }
  }
}

/** A schema is wanted for what is in it, or to make something there. */
function inSchema(denial: Denial, schema: string, uses: readonly Wanted[]): Pick<ReadQuestion, 'wanted' | 'suspects'> {
  const within = uses.filter((use) => use.kind !== 'schema' && use.schema === schema);
  const itself = uses.filter((use) => use.kind === 'schema' && use.name === schema);
  // CREATE TABLE without a schema names none; where it reads something in the schema, that is why.
  const unnamed = within.length > 0 ? [] : uses.filter((use) => use.kind === 'schema' && use.name === '');
  const named = [...itself, ...unnamed];
  const needs: Privilege[] = [...(within.length > 0 ? usual.schema : []), ...named.flatMap((use) => use.needs)];
  const found = needs.length > 0;
  return {
    wanted: [
      {
        kind: 'schema',
        name: schema,
        needs: found ? unique(needs) : denial.why === 'owner' ? ['OWNER'] : usual.schema,
      },
      ...within,
    ],
    suspects: found ? [] : uses.filter(mayLead),
  };
}

/** Views and procedures lead to what the statement does not name. */
function mayLead({ kind, needs }: Wanted): boolean {
  return kind === 'relation' ? needs.includes('SELECT') : kind === 'routine';
}

/** Errors name a thing without its schema, those of missing things as the statement does. */
function namesIt({ schema, name }: Wanted, written: string): boolean {
  return name === written || `${schema ?? ''}.${name}` === written || written.endsWith(`.${schema ?? ''}.${name}`);
}

function isSame(one: Wanted, { kind, schema, name }: ObjectName | Wanted): boolean {
  return (
    one.kind === kind &&
    one.name === name &&
    (schema === undefined || one.schema === undefined || one.schema === schema)
  );
}

function wantedOf({ kind, name, needs }: ObjectUse): Wanted {
  const schema = name.at(-2);
  return { kind, ...(schema === undefined ? {} : { schema }), name: name.at(-1) ?? '', needs };
}

/** One for each thing, with all that is wanted of it. */
function merged(uses: readonly Wanted[]): Wanted[] {
  const found: Wanted[] = [];
  for (const use of uses) {
    const at = found.findIndex(
      (other) => other.kind === use.kind && other.name === use.name && other.schema === use.schema,
    );
    const before = found[at];
    if (before === undefined) found.push(use);
    else found[at] = { ...before, needs: unique([...before.needs, ...use.needs]) };
  }
  return found;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
