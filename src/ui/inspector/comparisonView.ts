import { l10n } from 'vscode';
import { tablePrivileges, type AccessPicture, type SchemaAccess } from '../../access/accessPicture';
import {
  comparePictures,
  type Count,
  type Difference,
  type Extra,
  type Incomparable,
  type Side,
  type UntoldPart,
} from '../../access/comparePictures';
import type { ComparisonView, NoteView, Tone } from '../../webview/inspectorProtocol';
import { partsOfRoleArn } from '../accounts/roleArn';
import { untoldNote } from './findingWords';
import { comparedMatrix } from './matrixView';
import { timeOf } from './times';

/** Two pictures beside each other, in words: what one has more, what differs, what cannot be compared. */
export function comparisonView(a: AccessPicture, b: AccessPicture): ComparisonView {
  const { differences, more, incomparable, schemas } = comparePictures(a, b);
  const notes = (tone: Tone, texts: readonly string[]): NoteView[] => texts.map((text) => ({ tone, text }));
  const list = (heading: string, items: readonly NoteView[]): ComparisonView['lists'][number] => ({
    heading,
    items,
    none: l10n.t('Nothing.'),
  });
  return {
    sides: [sideView('A', a), sideView('B', b)],
    lists: [
      list(l10n.t('More in A'), notes('good', more.a.map((extra) => extraWords(extra, 'B')))),
      list(l10n.t('More in B'), notes('good', more.b.map((extra) => extraWords(extra, 'A')))),
      ...(differences.length === 0 ? [] : [list(l10n.t('Not the same'), notes('warning', differences.map(differenceWords)))]),
      ...(incomparable.length === 0 ? [] : [list(l10n.t('Not comparable'), incomparable.map(incomparableNote))]),
    ],
    matrix: comparedMatrix(schemas),
  };
} // prettier-ignore

function sideView(letter: string, picture: AccessPicture): ComparisonView['sides'][number] {
  const { account, aws, warehouse, database, readAt } = picture;
  return {
    letter,
    title: account,
    lines: [
      l10n.t('AWS role {0}', partsOfRoleArn(aws.roleArn).name),
      `${warehouse.name}/${database}`,
      l10n.t('Read at {0}', timeOf(readAt)),
    ],
  };
}

function extraWords(extra: Extra, other: 'A' | 'B'): string {
  switch (extra.kind) {
    case 'tag':
      return l10n.t('Tag {0}: {1}', extra.name, extra.value);
    case 'role':
      return l10n.t('Role {0}', extra.role);
    case 'inherited':
      return l10n.t('Role {0}, inherited by {1}', extra.inherits, extra.role);
    case 'schema':
      return l10n.t('Schema {0}: {1}', extra.schema.schema, heldWords(extra.schema));
    case 'schemaPrivilege':
      return l10n.t('Schema {0}: {1}', extra.schema, extra.privilege);
    case 'tables':
      return l10n.t(
        'Schema {0}: {1} on {2}, in {3} on {4}',
        extra.schema,
        extra.privilege,
        countWords(extra.has),
        other,
        countWords(extra.other),
      );
    case 'system':
      return l10n.t('System privilege {0}, by the role {1}', extra.privilege, extra.role);
    case 'default':
      return l10n.t(
        'Default privilege {0} on what {1} makes ({2}, schema {3}), given to {4}',
        extra.privilege,
        extra.owner,
        extra.objects,
        extra.schema ?? l10n.t('any'),
        extra.grantee,
      );
  }
}

function heldWords({ usage, create, relations, counts }: SchemaAccess): string {
  const held = [
    ...(usage ? ['USAGE'] : []),
    ...(create ? ['CREATE'] : []),
    ...tablePrivileges.flatMap((privilege) => {
      const count = counts[privilege] ?? 0;
      return count === 0 ? [] : [l10n.t('{0} on {1}', privilege, countWords({ count, of: relations ?? count }))];
    }),
  ];
  return held.join(', ');
}

function countWords({ count, of }: Count): string {
  if (count === 0) return l10n.t('none');
  return count === of
    ? l10n.t('all {0}', of.toLocaleString())
    : l10n.t('{0} of {1}', count.toLocaleString(), of.toLocaleString());
}

function differenceWords(difference: Difference): string {
  const { a, b } = difference;
  return difference.kind === 'user'
    ? l10n.t('Database user: {0} in A, {1} in B', a, b)
    : l10n.t('Tag {0}: {1} in A, {2} in B', difference.name, a, b);
}

function incomparableNote(part: Incomparable): NoteView {
  const letter: Record<Side, string> = { a: 'A', b: 'B' };
  const side = letter[part.side];
  switch (part.part) {
    case 'privilege':
      return { tone: 'neutral', text: l10n.t('{0}: not known to the warehouse of {1}.', part.privilege, side) };
    case 'relations':
      return { tone: 'neutral', text: l10n.t('Tables of schema {0}: not counted in {1}.', part.schema, side) };
    case 'inherited':
    case 'schemas':
    case 'systemPrivileges':
    case 'defaultPrivileges':
      return untoldNote(l10n.t('{0} of {1}', partWords(part.part), side), part.why);
  }
}

function partWords(part: UntoldPart): string {
  return {
    inherited: l10n.t('Inherited roles'),
    schemas: l10n.t('Schemas and privileges'),
    systemPrivileges: l10n.t('System privileges'),
    defaultPrivileges: l10n.t('Default privileges'),
  }[part];
}
