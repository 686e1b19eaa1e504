import { l10n } from 'vscode';
import type { Explanation, Found, Need } from '../../access/denied/explanation';
import { quoteNames } from '../../sql/names';

/** A thing's name as one writes it in SQL. */
export function nameOf({ schema, name }: { schema?: string; name: string }): string {
  return schema === undefined ? quoteNames(name) : quoteNames(schema, name);
}

/** `SELECT on sales.orders`, for a row or a sentence. */
export function needWords(need: Need, database: string): string {
  const name = nameOf(need);
  const columns = need.column === undefined ? '' : ` (${quoteNames(need.column)})`;
  if (need.privilege === 'OWNER') return l10n.t('ownership of {0}', name);
  const privilege = `${need.privilege}${columns}`;
  switch (need.kind) {
    case 'schema':
      return l10n.t('{0} on schema {1}', privilege, name);
    case 'database':
      return l10n.t('{0} on database {1}', privilege, quoteNames(need.name === '' ? database : need.name));
    case 'language':
      return l10n.t('{0} on language {1}', privilege, name);
    case 'routine':
    case 'relation':
      return l10n.t('{0} on {1}', privilege, name);
  }
}

/** What the thing in question is called: the table rather than the schema that it is in. */
export function subjectWords({ subject, needs, found, database }: Explanation): string {
  if (subject === undefined) return database;
  const inner = subject.kind === 'schema' ? needs.find(({ kind }) => kind !== 'schema') : undefined;
  if (inner !== undefined) return nameOf(inner);
  if (subject.kind === 'database') return quoteNames(subject.name === '' ? database : subject.name);
  if (subject.kind === 'schema' || subject.kind === 'language') return nameOf({ name: subject.name });
  const schema = subject.schema ?? found?.schema;
  return nameOf({ ...(schema !== undefined && { schema }), name: subject.name });
}

/** What it is, in words. */
export function kindWords(kind: Found['kind']): string {
  return {
    schema: l10n.t('schema'),
    table: l10n.t('table'),
    view: l10n.t('view'),
    lateBindingView: l10n.t('late-binding view'),
    materializedView: l10n.t('materialized view'),
    externalTable: l10n.t('external table'),
    function: l10n.t('function'),
    procedure: l10n.t('procedure'),
  }[kind];
}
