import { l10n } from 'vscode';
import {
  tablePrivileges,
  type AccessPicture,
  type SchemaAccess,
  type TablePrivilege,
} from '../../access/accessPicture';
import type { RelationAccess, SchemaRelations } from '../../core/access';
import type { SchemaPair } from '../../access/comparePictures';
import type { MatrixCells, MatrixRow, MatrixView, NoteView, RelationView } from '../../webview/inspectorProtocol';
import { untoldNote } from './findingWords';

/** Always there, so that one finds them in the same place. */
const usual: readonly TablePrivilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** Schemas beside privileges. */
export function matrixView({ schemas }: AccessPicture): MatrixView {
  if (!schemas.told) return { ...empty(), notes: [untoldNote(l10n.t('Schemas and privileges'), schemas.why)] };
  const privileges = shownPrivileges(schemas.value);
  const rows = schemas.value.map((schema) => ({
    ...rowOf(schema.schema, schema.kind, [cellsOf(schema, privileges)]),
    // What is elsewhere has no privileges on tables here.
    ...(schema.kind === 'external' || schema.kind === 'shared' ? {} : { opens: true }),
  }));
  return { ...empty(), columns: columnsOf(privileges), rows, notes: notesOf(schemas.value, privileges) };
}

/** The same for two pictures; undefined where one was not told its schemas. */
export function comparedMatrix(pairs: readonly SchemaPair[] | undefined): MatrixView {
  if (pairs === undefined) return { ...empty(), notes: [{ tone: 'neutral', text: l10n.t('Not comparable.') }] };
  const all = pairs.flatMap(({ a, b }) => [a, b].filter((side) => side !== undefined));
  const privileges = shownPrivileges(all);
  const rows = pairs.map(({ schema, a, b }) =>
    rowOf(schema, (a ?? b)?.kind, [a && cellsOf(a, privileges), b && cellsOf(b, privileges)]),
  );
  return { ...empty(), columns: columnsOf(privileges), rows, notes: notesOf(all, privileges) };
}

/** Relations of a schema, beside the columns of the matrix that the picture has. */
export function relationViews(
  { schemas }: AccessPicture,
  { relations, columnsUntold }: SchemaRelations,
): { relations: RelationView[]; notes: NoteView[] } {
  const privileges = shownPrivileges(schemas.told ? schemas.value : []);
  return {
    relations: relations.map((relation) => relationView(relation, privileges)),
    notes: columnsUntold === undefined ? [] : [untoldNote(l10n.t('Privileges on single columns'), columnsUntold)],
  };
}

function relationView(relation: RelationAccess, privileges: readonly TablePrivilege[]): RelationView {
  const { privileges: held, columns = {} } = relation;
  const names = [...new Set(Object.values(columns).flat())].sort((one, other) => one.localeCompare(other));
  return {
    name: relation.relation,
    values: privileges.map((privilege) => held.includes(privilege) || (columns[privilege]?.length ?? false)),
    columns: names.map((name) => ({
      name,
      values: privileges.map((privilege) =>
        // On the whole relation, and so on each of its columns.
        held.includes(privilege) ? true : (columns[privilege]?.includes(name) ?? null),
      ),
    })),
  };
}

function empty(): MatrixView {
  return { heading: l10n.t('Privileges'), columns: [], rows: [], notes: [] };
}

/** The usual ones, and others that are held somewhere: most people hold few of them anywhere. */
function shownPrivileges(schemas: readonly SchemaAccess[]): TablePrivilege[] {
  return tablePrivileges.filter(
    (privilege) => usual.includes(privilege) || schemas.some(({ counts }) => (counts[privilege] ?? 0) > 0),
  );
}

function columnsOf(privileges: readonly TablePrivilege[]): string[] {
  return ['USAGE', 'CREATE', ...privileges];
}

function rowOf(schema: string, kind: SchemaAccess['kind'], sides: readonly (MatrixCells | undefined)[]): MatrixRow {
  const note = { local: undefined, external: l10n.t('external'), shared: l10n.t('datashare') }[kind ?? 'local'];
  return { schema, ...(note === undefined ? {} : { note }), sides: sides.map((side) => side ?? null) };
}

function cellsOf({ usage, create, relations, counts }: SchemaAccess, privileges: readonly TablePrivilege[]): MatrixCells {
  return { of: relations ?? null, values: [usage, create, ...privileges.map((privilege) => counts[privilege] ?? null)] };
} // prettier-ignore

function notesOf(schemas: readonly SchemaAccess[], shown: readonly TablePrivilege[]): NoteView[] {
  if (schemas.length === 0) return [{ tone: 'neutral', text: l10n.t('No schema in which you may do anything.') }];
  const known = (privilege: TablePrivilege): boolean => schemas.some(({ counts }) => counts[privilege] !== undefined);
  const left = tablePrivileges.filter((privilege) => !shown.includes(privilege));
  const unheld = left.filter(known);
  const unknown = tablePrivileges.filter((privilege) => !known(privilege));
  const elsewhere = schemas.some(({ kind }) => kind === 'external' || kind === 'shared');
  return [
    ...(unheld.length === 0 ? [] : [l10n.t('Held on no table: {0}.', unheld.join(', '))]),
    ...(unknown.length === 0 ? [] : [l10n.t('Not known to this warehouse: {0}.', unknown.join(', '))]),
    ...(elsewhere
      ? [l10n.t('?: privileges on tables of external schemas and datashares are kept elsewhere, and not told here.')]
      : []),
  ].map((text) => ({ tone: 'neutral', text }));
}
