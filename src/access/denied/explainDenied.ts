import type { Told } from '../../core/access';
import type { SeenGrant } from '../../core/objects';
import { wantedRoles, type Session } from '../../core/session';
import type { ObjectReader } from '../../redshift/objectReader';
import type { RolesReport } from '../../redshift/redshift';
import { roleStandings } from '../rolesPicture';
import type { Explanation, Holder, Need, Path, Read, Remedy } from './explanation';
import { grantStatements, tagWith } from './grants';
import { giversOf, holdersOf, type Identity } from './holders';
import { needsOf } from './needs';
import { readQuestion, type Question, type Wanted } from './question';
import { foundOf, lookAt, thingOf, type Sight } from './sight';
import { pathTo, readsOf } from './viewReads';

/** Who asks. */
export interface Asker {
  report: RolesReport;
  session: Pick<Session, 'principalTags'>;
}

/**
 * Finds out why something was denied, and what would help, by a handful of statements; nothing is changed.
 * Rejects with Cancelled and `signIn.needed`: what the database does not tell is part of the explanation.
 */
export async function explainDenied(question: Question, asker: Asker, reader: ObjectReader): Promise<Explanation> {
  const { denial, wanted, suspects } = readQuestion(question);
  const { currentUser: user, database } = asker.report;
  const [links, sight] = await Promise.all([reader.links(), lookAt(reader, [...wanted, ...suspects])]);
  const identity: Identity = {
    user,
    roles: asker.report.roles.map(({ name }) => name),
    links: links.told ? links.value : [],
  };
  const way = await pathOf(reader, wanted[0], suspects, sight);
  const things = way === undefined ? wanted : [way.thing];
  const seen = way === undefined ? sight : await lookAt(reader, things);
  const [subject] = things;
  const found = subject && foundOf(seen, subject);
  const [grants, reads] = await Promise.all([grantsOn(reader, things, seen), readsBy(reader, subject, seen)]);
  const told = grants.told ? grants.value : [];
  const known = { sight: seen, grants: told, identity };
  const needs = proven([...needsOf(things, known), ...needsBehind(reads, things)], way?.path, denial !== undefined);
  const missing = needs.filter(({ held }) => held !== true);
  const schema = subject && (found?.schema ?? subject.schema ?? (subject.kind === 'schema' ? subject.name : undefined));
  const name = subject?.kind === 'schema' ? things[1]?.name : subject?.name;
  const holders =
    schema === undefined ? [] : holdersOf(told, { schema, ...(name !== undefined && { name }) }, identity);
  const givers = giversOf(told, missing, identity);
  const recipient = recipientOf(asker, holders, way?.path);
  return {
    user,
    database,
    ...(denial && { denial }),
    ...(subject && { subject: subjectOf(subject) }),
    ...(found && { found }),
    elsewhere: subject === undefined ? [] : elsewhereOf(subject, seen),
    untold: [...seen.untold, ...[links, grants].flatMap((each) => (each.told ? [] : [each.why]))],
    needs,
    holders,
    givers,
    ...(way && { path: way.path }),
    reads,
    remedy: {
      recipient,
      statements: grantStatements(missing, recipient, database),
      tag: tagWith(asker.session.principalTags['RedshiftDbRoles'], givers[0]),
    },
  };
}

/** The way from what the statement names to the thing in question, and the thing with the schema that this tells. */
async function pathOf(
  reader: ObjectReader,
  wanted: Wanted | undefined,
  suspects: readonly Wanted[],
  { relations, routines }: Sight,
): Promise<{ path: Path; thing: Wanted } | undefined> {
  if (wanted === undefined || suspects.length === 0) return undefined;
  const views = suspects.flatMap((each) => (each.kind === 'relation' ? (thingOf(relations, each) ?? []) : []));
  const { schema, name } = wanted;
  const target = wanted.kind === 'schema' ? { schema: name } : { ...(schema !== undefined && { schema }), name };
  const found = await pathTo(reader, views, target);
  if (found !== undefined) {
    const thing = wanted.kind === 'schema' ? wanted : { ...wanted, schema: found.target.schema };
    return { path: found.path, thing };
  }
  // What a routine does is in its text, which is not read: the only one that there is must be it.
  const [routine, ...others] = suspects.flatMap((each) =>
    each.kind === 'routine' ? (thingOf(routines, each) ?? []) : [],
  );
  if (routine === undefined || others.length > 0) return undefined;
  const { kind, owner, definer } = routine;
  const step = { schema: routine.schema, name: routine.name, kind, owner };
  return { path: { steps: [step], rights: definer ? 'owner' : 'own' }, thing: wanted };
}

async function grantsOn(
  reader: ObjectReader,
  things: readonly Wanted[],
  { relations, routines }: Sight,
): Promise<Told<SeenGrant[]>> {
  const placed = things.flatMap((thing) => {
    const seen = thing.kind === 'routine' ? thingOf(routines, thing) : thingOf(relations, thing);
    const schema = thing.kind === 'schema' ? thing.name : (seen?.schema ?? thing.schema);
    return schema === undefined || thing.kind === 'database' || thing.kind === 'language' ? [] : [{ ...thing, schema }];
  });
  return reader.grants(
    [...new Set(placed.map(({ schema }) => schema))].filter((schema) => schema !== ''),
    placed.filter(({ kind }) => kind === 'relation'),
    placed.filter(({ kind }) => kind === 'routine'),
  );
}

async function readsBy(reader: ObjectReader, subject: Wanted | undefined, { relations }: Sight): Promise<Read[]> {
  const view = subject?.kind === 'relation' ? thingOf(relations, subject) : undefined;
  if (view === undefined) return [];
  const reads = (await readsOf(reader, [view])).get(view) ?? [];
  return reads.map(({ schema, name, kind, usage, ownerSelect }) => ({
    schema,
    name,
    kind,
    ...(usage !== undefined && { usage }),
    ...(ownerSelect !== undefined && { ownerSelect }),
  }));
}

/** Needs as the error proves them: the only one in question is missing; behind a view it is its owner who lacks it. */
function proven(needs: Need[], path: Path | undefined, denied: boolean): Need[] {
  if (path?.rights === 'owner') {
    return needs.filter(({ kind }) => kind !== 'schema').map((need) => ({ ...need, held: false }));
  }
  const open = needs.filter(({ held }) => held !== true);
  const [only] = open;
  if (!denied || only === undefined || open.length > 1 || only.held === false) return needs;
  return needs.map((need) => (need === only ? { ...need, held: false } : need));
}

/** A role of the session, one first that has something there already; else one that the tag asks for, which is not there yet. */
function recipientOf(
  { report, session }: Asker,
  holders: readonly Holder[],
  path: Path | undefined,
): Remedy['recipient'] {
  const last = path?.rights === 'owner' ? path.steps.at(-1) : undefined;
  if (last !== undefined) return { kind: 'user', name: last.owner };
  const standings = roleStandings(wantedRoles(session), report.roles);
  const present = standings
    .filter(({ standing }) => standing !== 'missing')
    .map(({ name, sessionName = name }) => sessionName);
  const near = present.find((role) =>
    holders.some(({ kind, name, onSchema }) => kind === 'role' && name === role && onSchema.length > 0),
  );
  const role = near ?? present[0];
  if (role !== undefined) return { kind: 'role', name: role, exists: true };
  const absent = standings.find(({ standing }) => standing === 'missing');
  return absent === undefined ? { kind: 'open' } : { kind: 'role', name: absent.name, exists: false };
}

/** Whoever reads a view has to be allowed to use the schemas that it reads from (see viewReads.ts). */
function needsBehind(reads: readonly Read[], [subject, ...others]: readonly Wanted[]): Need[] {
  if (subject?.needs.includes('SELECT') !== true) return [];
  const named = [subject, ...others].map(({ schema }) => schema);
  const schemas = reads.flatMap(({ schema, usage }) =>
    usage === undefined || named.includes(schema) ? [] : { schema, usage },
  );
  return [...new Map(schemas.map((each) => [each.schema, each.usage]))].map(([name, held]) => ({
    kind: 'schema',
    name,
    privilege: 'USAGE',
    held,
  }));
}

/** Where things of this name are, when the statement names no schema and the search_path leads to none of them. */
function elsewhereOf({ kind, schema, name }: Wanted, { relations, routines }: Sight): string[] {
  const all = kind === 'relation' ? relations : kind === 'routine' ? routines : [];
  const seen = all.filter((each) => each.name === name);
  if (schema !== undefined || seen.some(({ onPath }) => onPath)) return [];
  return [...new Set(seen.map((each) => each.schema))];
}

function subjectOf({ kind, schema, name, column }: Wanted): NonNullable<Explanation['subject']> {
  return { kind, ...(schema !== undefined && { schema }), name, ...(column !== undefined && { column }) };
}
