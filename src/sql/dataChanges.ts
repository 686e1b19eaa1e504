import { setConfigMaySwitchToWriting } from './readOnlySwitch';
import type { Reading, StatementKind } from './statementReading';
import type { StatementToken } from './statementTokens';

/** SELECT, VALUES, TABLE, and WITH, whose statement may be a change. */
export function query(reading: Reading): StatementKind {
  const { tokens, words } = reading;
  const base = tokens[0]?.depth;
  if (words[0] === 'with') {
    const verbs = tokens.map(({ word, depth }, at) => (depth === base && words[at - 1] !== 'for' ? word : ''));
    const change = dataChange(
      reading,
      verbs.findIndex((word) => changes.has(word)),
    );
    if (change !== undefined) return change;
  }
  const inner = innerChange(reading);
  if (inner !== undefined) return inner;

  const into = words.indexOf('into');
  if (into !== -1) {
    const target = reading.behind(into + 1, 'local', 'global', 'temp', 'temporary', 'table');
    const temporary = reading.isTemporary(into + 1);
    return { kind: 'writes', ...reading.object(target), ...(temporary && { temporary }) };
  }
  // Locks rows, which a read-only transaction may not.
  if (words.some((word, at) => word === 'for' && locks.has(words[at + 1] ?? ''))) return { kind: 'writes' };
  return { kind: calls(reading) ?? 'reads' };
}

const changes = new Set(['insert', 'update', 'delete', 'merge']);
const locks = new Set(['update', 'share', 'no', 'key']);

/** What the functions called do beyond giving a value; undefined where nothing is known of them. */
export function calls({ tokens }: Reading): 'writes' | 'controls' | undefined {
  let found: 'controls' | undefined;
  for (const [at, { text }] of tokens.entries()) {
    if (tokens[at + 1]?.text !== '(') continue;
    const name = text.replaceAll('"', '').toLowerCase();
    if (name === 'set_config') {
      if (setConfigMaySwitchToWriting(tokens, at)) return 'writes';
      found = 'controls';
    } else if (writingFunction.test(name)) return 'writes';
    else if (name === 'pg_cancel_backend' || name === 'pg_terminate_backend') found = 'controls';
  }
  return found;
}

/** PostgreSQL's; of those of Redshift none is known to write. */
const writingFunction = /^(?:nextval|setval|lo_\w+|dblink\w*|pg_reload_conf|query_to_xml\w*)$/;

/** A change within parentheses: a data-modifying WITH of PostgreSQL, which Redshift refuses today. */
export function innerChange(reading: Reading): StatementKind | undefined {
  for (let at = 1; at < reading.tokens.length; at++) {
    const change = reading.tokens[at - 1]?.text === '(' ? dataChange(reading, at) : undefined;
    if (change !== undefined) return change;
  }
  return undefined;
}

/** The change whose verb is at this token, if there is one. */
export function dataChange(reading: Reading, at: number): StatementKind | undefined {
  const { tokens, words } = reading;
  switch (words[at] ?? '') {
    case 'insert':
    case 'merge': {
      const inner = at === 0 ? innerChange(reading) : undefined;
      return {
        kind: 'writes',
        ...reading.object(reading.behind(at + 1, 'into')),
        ...(inner?.risk && { risk: inner.risk }),
      };
    }
    case 'update':
    case 'delete': {
      const object = reading.object(reading.behind(at + 1, 'from', 'only'));
      if (hasWhere(tokens, at)) return { kind: 'writes', ...object };
      return { kind: 'writes', risk: words[at] === 'delete' ? 'deleteWithoutWhere' : 'updateWithoutWhere', ...object };
    }
    default:
      return undefined;
  }
}

/** Whether the statement whose verb is at this token has a WHERE of its own, one of a query within it not counted. */
function hasWhere(tokens: readonly StatementToken[], verb: number): boolean {
  const depth = tokens[verb]?.depth ?? 0;
  for (const token of tokens.slice(verb)) {
    if (token.depth < depth) return false;
    if (token.depth === depth && token.word === 'where') return true;
  }
  return false;
}
