import { calls, innerChange } from './dataChanges';
import type { Reading, StatementKind } from './statementReading';

/** Permissions, and the policies on rows and columns. */
export function permissions(reading: Reading): StatementKind {
  const on = reading.words.indexOf('on');
  const things = ['table', 'schema', 'database', 'function', 'procedure', 'language', 'datashare', 'model', 'external'];
  const object = on === -1 || reading.words[on + 1] === 'all' ? {} : reading.object(reading.behind(on + 1, ...things));
  return { kind: 'defines', risk: 'grants', ...object };
}

export function creation(reading: Reading): StatementKind {
  if (!reading.isTemporary(1)) return definition(reading);
  const change = innerChange(reading);
  if (change !== undefined) return change;
  // What it is made of is read, or calls what does more.
  const called = calls(reading);
  const at = reading.behind(1, 'local', 'global', 'temp', 'temporary', 'table', 'if', 'not', 'exists');
  return called === undefined ? { kind: 'defines', ...reading.object(at), temporary: true } : { kind: called };
}

/** CREATE, ALTER, DROP, COMMENT, REASSIGN: what is meant follows the word for its kind. */
export function definition(reading: Reading): StatementKind {
  const { words } = reading;
  const kind = reading.behind(1, ...beforeKind);
  const name = reading.behind(kind + 1, 'if', 'not', 'exists');
  const object = words[kind] === 'owned' ? {} : reading.object(name);
  if (words[0] === 'drop') return { kind: 'defines', risk: 'drop', ...object };
  if (words[0] === 'alter') {
    if (words[1] === 'default' && words[2] === 'privileges') return { kind: 'defines', risk: 'grants' };
    // Who is in a group.
    if (words[kind] === 'group' && ['add', 'drop'].includes(words[name + 1] ?? ''))
      return { kind: 'defines', risk: 'grants', ...object };
    if (words.includes('drop', name + 1)) return { kind: 'defines', risk: 'drop', ...object };
  }
  return { kind: 'defines', risk: 'ddl', ...object };
}

const beforeKind = 'or replace on external materialized local global temp temporary default identity masking rls'.split(
  ' ',
);
