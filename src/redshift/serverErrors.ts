import type { ServerError } from '../core/result';

/** What begins a line (or, in one piece with the message, its end) and is not part of the message. */
const fieldStart = /^\s*(Hint|Detail|Position|Where|Location)\s*:\s?(.*)$/;

/** By the words of Redshift and of PostgreSQL (whose newer versions say "table" for "relation"); the first that fits. */
const kinds: readonly (readonly [kind: ServerError['kind'], words: RegExp])[] = [
  ['cancelled', /cancel(?:l?ed|l?ing)\b.*\b(?:user'?s? request|statement timeout)|^Query (?:\(\d+\) )?cancel/i],
  ['permission', /\bpermission denied\b|\bmust be (?:owner|superuser)\b|\bnot authorized\b|\binsufficient privilege/i],
  ['syntax', /\bsyntax error\b|^unterminated\b/i],
  ['missing', /\b(?:does not|doesn't) exist\b|\bnot found\b/i],
  [
    'connection',
    /\bconnection\b.*\b(?:refused|closed|terminated|failed|limit)|\bpassword authentication failed\b|\bterminating connection\b/i,
  ],
];

/**
 * Reads the one text in which the Data API gives an error of the database (DescribeStatement `Error`): the form of the JDBC
 * driver, with `Hint:`, `Detail:` and `Position:` on lines of their own, and an `[ErrorId: ...]`. What it does not know stays
 * part of the message.
 *
 * @param sql the statement as it was sent, by which the position, which counts characters, becomes one that counts UTF-16
 *   units as the editor does
 */
export function readServerError(text: string, sql: string): ServerError {
  const withoutId = text.replace(/\s*\[ErrorId:[^\]]*\]\s*/g, '\n').trim();
  const message: string[] = [];
  const fields = new Map<string, string[]>();
  let current = message;
  for (const line of withoutId.split(/\r?\n/)) {
    const [, name, rest] = fieldStart.exec(line) ?? [];
    if (name === undefined) current.push(line);
    else fields.set(name, (current = [rest ?? '']));
  }
  const { body, position: inline } = splitInlinePosition(trimLines(message));
  const fatal = /^(?:FATAL|PANIC):/.test(body);
  const words = body
    .replace(/^(?:ERROR|FATAL|PANIC):\s*/, '')
    // The wording of the old JDBC driver.
    .replace(/^\[Amazon\]\(\d+\)\s*(?:Invalid operation:\s*)?(.*?);?$/s, '$1');
  const error: ServerError = { text, message: words === '' ? text : words, kind: kindOf(words, fatal) };
  const hint = trimLines(fields.get('Hint') ?? []);
  if (hint !== '') error.hint = hint;
  const detail = trimLines(fields.get('Detail') ?? []);
  if (detail !== '') error.detail = detail;
  const position = utf16Position(sql, Number.parseInt(fields.get('Position')?.[0] ?? inline, 10));
  if (position !== undefined) error.position = position;
  return error;
}

/** True when rows were there but more than the Data API passes on ("Troubleshooting issues" in the management guide). */
export function isSizeLimit({ text }: ServerError): boolean {
  return /\bexceeded size limit\b|\bPacket for query is too large\b/i.test(text);
}

function splitInlinePosition(body: string): { body: string; position: string } {
  const [whole, position] = /\s+Position:\s*(\d+)\s*;?$/.exec(body) ?? [];
  return whole === undefined
    ? { body, position: '' }
    : { body: body.slice(0, -whole.length), position: position ?? '' };
}

function kindOf(words: string, fatal: boolean): ServerError['kind'] {
  // Whatever kept it from connecting: a database that does not exist, a user who may not.
  if (fatal) return 'connection';
  return kinds.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}

/** Without the indentation of continued lines and the rulers that Redshift draws around details. */
function trimLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => !/^-{5,}$/.test(line))
    .join('\n')
    .trim();
}

function utf16Position(sql: string, position: number): number | undefined {
  if (!Number.isInteger(position) || position < 1) return undefined;
  let offset = 0;
  for (let character = 1; character < position && offset < sql.length; character++)
    offset += (sql.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset + 1;
}
