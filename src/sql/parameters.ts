import { sqlType, type ParameterValue } from './parameterValues';
import { tokensOf, type Token } from './tokens';

/**
 * Named parameters of the Redshift Data API: `:name`, name `[0-9A-Za-z_]+` (SqlParameter in the API model, and so `:1` too).
 * What the API itself takes for one is documented no further; "The Data API follows the rule of the JDBC PreparedStatement".
 * Names are taken as they are written, `:Id` and `:id` for two: wrong that way round is refused by the API, never mixed up.
 */
export interface ParameterUse {
  name: string;
  /** UTF-16 offset of the colon. */
  start: number;
  /** Behind the name. */
  end: number;
}

/**
 * The places of a statement where a parameter stands, in order. None in strings, quoted names, comments and dollar quotes, and
 * none in `a::type`, `a := 1`, nor directly behind a name, number, string, `)` or `]` (`a[1:2]`, `"a":1`).
 */
export function findParameters(text: string): ParameterUse[] {
  const uses: ParameterUse[] = [];
  let before: Token | undefined;
  for (const token of tokensOf(text)) {
    if (text[token.start] === ':' && token.kind === 'other' && mayBegin(text, token, before)) {
      namePattern.lastIndex = token.end;
      const name = namePattern.exec(text)?.[0];
      if (name !== undefined) uses.push({ name, start: token.start, end: token.end + name.length });
    }
    before = token;
  }
  return uses;
}

/** A name that goes on in another way (`:größe`, `:a$b`) is none that the API could be told. */
const namePattern = /[0-9A-Za-z_]+(?![$\u0080-\uffff0-9A-Za-z_])/y;

function mayBegin(text: string, colon: Token, before: Token | undefined): boolean {
  if (before?.end !== colon.start || before.kind === 'comment') return true;
  return before.kind === 'other' && !':)]'.includes(text.charAt(before.start));
}

/** A statement with values for its parameters, ready to be sent. */
export interface BoundStatement {
  text: string;
  /** `Parameters` of the call: each name once, in order of first use. Empty where it must be left out. */
  parameters: { name: string; value: string }[];
  /** From an offset in `text` to the one in the statement as written; within what stands for a parameter, the parameter's start. */
  originalOffset(offsetInBound: number): number;
  /**
   * The same for a place that the server names. It has seen `$1`, `$2`, ... in place of the parameters: the management guide shows
   * `SELECT :colname, FROM event` with `syntax error at or near "FROM"`, Position 12.
   */
  originalOffsetOfServer(offsetAtServer: number): number;
}

/**
 * Puts values to parameters. The API takes neither NULL nor an empty text ("Running SQL statements with parameters"): these two are written
 * into the statement as constants of our own, `NULL` and `''`. Nothing that a person typed ever becomes part of the text.
 * Where a type was chosen, a CAST says so, or the server would guess it from around the parameter.
 *
 * Names without a value stay as they are, for the server to refuse; values without a name in the text are not sent, as the API refuses
 * unused ones. Values are not checked here: see `checkValue`.
 */
export function bindParameters(text: string, values: ReadonlyMap<string, ParameterValue>): BoundStatement {
  const sent = new Map<string, string>();
  const pieces: Piece[] = [];
  let bound = '';
  let behind = 0;
  let places = 0;
  for (const { name, start, end } of findParameters(text)) {
    const value = values.get(name);
    if (value === undefined) continue;
    const constant = constantFor(value);
    if (constant === undefined && value.kind !== 'null') sent.set(name, value.value);
    const [opening, closing] = castAround(value);
    const inBound = opening + (constant ?? `:${name}`) + closing;
    const atServer = opening + (constant ?? `$${++places}`) + closing;
    bound += text.slice(behind, start) + inBound;
    pieces.push({ start, end, bound: inBound.length, server: atServer.length });
    behind = end;
  }
  return {
    text: bound + text.slice(behind),
    parameters: Array.from(sent, ([name, value]) => ({ name, value })),
    originalOffset: (offset) => original(pieces, offset, 'bound'),
    originalOffsetOfServer: (offset) => original(pieces, offset, 'server'),
  };
}

/** What stands in place of a parameter, with its lengths. */
interface Piece {
  start: number;
  end: number;
  bound: number;
  server: number;
}

function constantFor(value: ParameterValue): string | undefined {
  if (value.kind === 'null') return 'NULL';
  return value.value === '' ? "''" : undefined;
}

function castAround(value: ParameterValue): [opening: string, closing: string] {
  const type = value.kind === 'null' ? value.type && sqlType(value.type) : typeOf(value.kind, value.value);
  return type === undefined ? ['', ''] : ['CAST(', ` AS ${type})`];
}

function typeOf(kind: Exclude<ParameterValue['kind'], 'null'>, value: string): string | undefined {
  return kind === 'text' && value === '' ? undefined : sqlType(kind, value);
}

function original(pieces: readonly Piece[], offset: number, of: 'bound' | 'server'): number {
  /** How much longer the text before has become. */
  let grown = 0;
  for (const piece of pieces) {
    const start = piece.start + grown;
    if (offset < start) break;
    if (offset < start + piece[of]) return piece.start;
    grown += piece[of] - (piece.end - piece.start);
  }
  return offset - grown;
}
