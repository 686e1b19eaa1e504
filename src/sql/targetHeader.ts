import type { HeaderProblemKind } from '../core/failureFactsOfTargets';
import type { WarehouseRef } from '../core/warehouse';
import { tokensOf } from './tokens';

/** The target that a file's own header names, as written there; whether there is such a thing is not known here. */
export interface TargetHeader {
  /** Id of a profile. */
  profile?: string;
  account?: string;
  /** `cluster:name` and `workgroup:name` say which kind is meant; a bare name may be either. */
  warehouse?: { name: string; kind?: WarehouseRef['kind'] };
  database?: string;
}

/** Something that keeps a header from being used, with its place: line and column from 1, columns in UTF-16 units. */
export interface HeaderProblem {
  line: number;
  column: number;
  problem: HeaderProblemKind;
}

/** A header stands within the first lines and characters of a file. */
const firstLines = 20;
const firstCharacters = 4_000;
const longestLine = 1_000;

const keys = ['profile', 'account', 'warehouse', 'database'] as const;
type Key = (typeof keys)[number];

/**
 * Reads `-- redshift: profile=analytics account=ethan@example.com warehouse=cluster:etl database=dev` from the comments before a
 * file's first statement (a line of a block comment does as well). Values with blanks are quoted, `"` within doubled.
 * A header with problems names nothing: half of a target may be another one.
 */
export function readTargetHeader(text: string): { header?: TargetHeader; problems: HeaderProblem[] } {
  const [first, ...further] = headerLines(text);
  if (first === undefined) return { problems: [] };
  const { header, problems } = readLine(first);
  for (const { line, column } of further) problems.push({ line, column, problem: 'secondHeader' });
  return problems.length === 0 ? { header, problems } : { problems };
}

/** A line that says `redshift:` within a comment. */
interface HeaderLine {
  /** Behind that word, as far as the line or the comment goes. */
  text: string;
  /** From 1. */
  line: number;
  /** Of the word, and of `text`; from 1. */
  column: number;
  textColumn: number;
  /** Characters of the whole line. */
  length: number;
}

/** Blanks and the comment's own marks may stand before the word. Capitals are prose (`-- Redshift: how we load it`). */
const mark = /^(?:--+|\/\*+)?[\s*]*redshift:/;
const word = 'redshift:';

function headerLines(text: string): HeaderLine[] {
  // A line that begins within the limit is read to its end, or as far as it takes to see that it is too long.
  const head = text.slice(0, firstCharacters + longestLine + 1);
  const found: HeaderLine[] = [];
  const comments = commentsBeforeStatements(head);
  for (const [index, { start, end }] of linesOf(head).slice(0, firstLines).entries()) {
    if (start >= firstCharacters) break;
    for (const comment of comments) {
      const from = Math.max(start, comment.start);
      const own = head.slice(from, Math.min(end, comment.end));
      const matched = mark.exec(own)?.[0];
      if (matched === undefined) continue;
      const behind = from + matched.length - start + 1;
      const closed = comment.end <= end && head.startsWith('/*', comment.start) && own.endsWith('*/');
      found.push({
        text: own.slice(matched.length, closed ? -2 : undefined),
        line: index + 1,
        column: behind - word.length,
        textColumn: behind,
        length: end - start,
      });
    }
  }
  return found;
}

interface Range {
  start: number;
  end: number;
}

function commentsBeforeStatements(head: string): Range[] {
  const comments: Range[] = [];
  for (const token of tokensOf(head)) {
    if (token.kind !== 'comment') break;
    comments.push(token);
  }
  return comments;
}

function linesOf(text: string): Range[] {
  const lines: Range[] = [];
  let start = 0;
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n|$/g)) {
    lines.push({ start, end: index });
    start = index + lineBreak.length;
  }
  return lines;
}

function readLine(header: HeaderLine): { header: TargetHeader; problems: HeaderProblem[] } {
  const { text, line, column, textColumn, length } = header;
  const refused = (problem: HeaderProblemKind, at?: number): { header: TargetHeader; problems: HeaderProblem[] } => ({
    header: {},
    problems: [{ line, column: at === undefined ? column : textColumn + at, problem }],
  });
  if (length > longestLine) return refused('lineTooLong');
  // Those that are not seen or turn the direction of text would let a header look like another one.
  const control = text.search(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}](?<!\t)/u);
  if (control !== -1) return refused('controlCharacter', control);
  if (text.trim() === '') return refused('empty');

  const values: Partial<Record<Key, string>> = {};
  const problems: HeaderProblem[] = [];
  for (const { index, groups = {} } of text.matchAll(piece)) {
    const { key = '', quoted, bare } = groups;
    const value = quoted?.replaceAll('""', '"') ?? bare;
    const problem = problemOf(key, value, groups['other'], values);
    if (problem !== undefined) problems.push({ line, column: textColumn + index, problem });
    else if (isKey(key) && value !== undefined) values[key] = value;
  }
  const { warehouse, ...rest } = values;
  return { header: warehouse === undefined ? rest : { ...rest, warehouse: warehouseOf(warehouse) }, problems };
}

/** `key="value"` and `key=value`, else whatever goes on to the next blank. */
const piece = /(?:(?<key>[\w-]+)=(?:"(?<quoted>(?:[^"]|"")*)"|(?<bare>[^\s"]*))(?!\S))|(?<other>\S+)/gu;

function problemOf(
  key: string,
  value: string | undefined,
  other: string | undefined,
  before: Partial<Record<Key, string>>,
): HeaderProblemKind | undefined {
  if (other !== undefined) return /^[\w-]+="/.test(other) ? 'openQuote' : 'notAPair';
  if (!isKey(key)) return 'unknownKey';
  if (before[key] !== undefined) return 'duplicateKey';
  return value?.trim() === '' || (key === 'warehouse' && warehouseOf(value ?? '').name === '') ? 'noValue' : undefined;
}

function isKey(key: string): key is Key {
  return keys.some((known) => known === key);
}

function warehouseOf(value: string): NonNullable<TargetHeader['warehouse']> {
  const name = value.replace(/^(?:cluster|workgroup):/, '');
  if (name === value) return { name };
  return { name, kind: value.startsWith('cluster') ? 'cluster' : 'workgroup' };
}
