import { dataChange, query } from './dataChanges';
import { creation, definition, permissions } from './definitions';
import { maySwitchToWriting } from './readOnlySwitch';
import { Reading, type StatementKind } from './statementReading';
import { readStatement } from './statementTokens';

/**
 * Reads what a statement would do from its words: a guard against accidents, not against intent, for which the server's permissions are.
 * Words are never looked for in strings, comments, quoted names and dollar quotes. Where more than one reading is possible, it is the worse one.
 */
export function statementKind(statement: string): StatementKind {
  const tokens = readStatement(statement);
  if (tokens === undefined) return unknown;
  return kindOf(new Reading(statement, tokens));
}

const unknown: StatementKind = { kind: 'unknown' };

function kindOf(reading: Reading): StatementKind {
  const { words } = reading;
  switch (words[0] ?? '') {
    case 'select':
    case 'with':
    case 'values':
    case 'table':
      return query(reading);
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return dataChange(reading, 0) ?? unknown;
    case 'copy':
      return { kind: 'writes', ...reading.object(1) };
    case 'refresh':
      return { kind: 'writes', ...reading.object(reading.behind(1, 'materialized', 'view')) };
    case 'lock':
    case 'vacuum':
    case 'analyze':
    case 'analyse': {
      const options = ['table', 'full', 'sort', 'delete', 'only', 'reindex', 'recluster', 'verbose', 'compression'];
      return { kind: 'writes', ...reading.object(reading.behind(1, ...options)) };
    }
    case 'unload':
    case 'notify':
      return { kind: 'writes' };
    case 'explain':
      return explained(reading);
    case 'show':
    case 'describe':
    case 'desc':
    case 'fetch':
      return { kind: 'reads' };
    case 'set':
    case 'reset':
    case 'discard':
    case 'begin':
    case 'start':
    case 'commit':
    case 'end':
    case 'rollback':
    case 'abort':
      return { kind: maySwitchToWriting(reading.tokens) ? 'writes' : 'controls' };
    case 'savepoint':
    case 'release':
    case 'use':
    case 'close':
    case 'move':
    case 'deallocate':
    case 'listen':
    case 'unlisten':
    case 'cancel':
      return { kind: 'controls' };
    case 'declare':
      return held(reading, 'for');
    case 'prepare':
      return held(reading, 'as');
    case 'truncate':
      return { kind: 'writes', risk: 'truncate', ...reading.object(reading.behind(1, 'table', 'only')) };
    case 'grant':
    case 'revoke':
    case 'attach':
    case 'detach':
      return permissions(reading);
    case 'create':
      return creation(reading);
    case 'alter':
    case 'comment':
    case 'drop':
    case 'reassign':
      return definition(reading);
    default:
      // CALL and EXECUTE run what is written elsewhere; DO, and what nobody has heard of yet.
      return unknown;
  }
}

/** Explaining runs nothing, but with ANALYZE (PostgreSQL has it, as a word or among options) it does. */
function explained(reading: Reading): StatementKind {
  const { tokens, words } = reading;
  const optionsEnd =
    tokens[1]?.text === '(' ? tokens.findIndex(({ text, depth }) => text === ')' && depth === tokens[0]?.depth) : 0;
  const begin = reading.behind(optionsEnd + 1, 'verbose', 'analyze', 'analyse');
  const analyzes = words.slice(0, begin).some((word) => word === 'analyze' || word === 'analyse');
  return analyzes ? kindOf(reading.from(begin)) : { kind: 'reads' };
}

/** A statement kept for later, as a cursor or by PREPARE: it counts where it is written, for where it runs it cannot be told. */
function held(reading: Reading, before: 'for' | 'as'): StatementKind {
  const at = reading.words.indexOf(before);
  if (at !== -1) return kindOf(reading.from(at + 1));
  // PREPARE TRANSACTION commits in part.
  return unknown;
}
