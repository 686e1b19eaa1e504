/**
 * Where the pieces of SQL text end that may hide a semicolon: strings, quoted names, comments, dollar quotes. Each function
 * takes the offset at which its piece begins and gives the offset behind it, or -1 when the text ends first. Offsets are
 * UTF-16. Every function looks at a character at most twice, so that no input makes them slow.
 *
 * The rules are those of PostgreSQL's scanner (src/backend/parser/scan.l), from which Redshift's descends.
 */

const tab = 0x09;
const lineFeed = 0x0a;
const formFeed = 0x0c;
const carriageReturn = 0x0d;
const space = 0x20;
const quote = 0x27;
const star = 0x2a;
const dash = 0x2d;
const slash = 0x2f;
const backslash = 0x5c;

/** Bits for every ASCII character: 1 may be in the tag of a dollar quote, 2 in a name, 4 at the start of a name. */
const roles = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) roles[code] = 7;
  else if (/\d/.test(character)) roles[code] = 3;
  else if (character === '$') roles[code] = 2;
}

/** Everything beyond ASCII may be anywhere in a name. */
function roleOf(code: number): number {
  return code < 128 ? (roles[code] ?? 0) : code >= 128 ? 7 : 0;
}

/** True for what a name or keyword begins with. */
export function isWordStart(code: number): boolean {
  return roleOf(code) >= 4;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isSpace(code: number): boolean {
  return code === space || (code >= tab && code <= carriageReturn);
}

function isLineEnd(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

/** From the first character of a name or keyword. */
export function skipWord(text: string, start: number): number {
  let at = start + 1;
  while (roleOf(text.charCodeAt(at)) >= 2) at++;
  return at;
}

/** From the first digit of a number. What follows at once is another token: `1$$a$$` is two, and so is `1a$$` in PostgreSQL 8. */
export function skipNumber(text: string, start: number): number {
  let at = skipDigits(text, start);
  if (text.charCodeAt(at) === 0x2e) at = skipDigits(text, at + 1);
  if ((text.charCodeAt(at) | 0x20) !== 0x65) return at;
  const sign = text.charCodeAt(at + 1);
  const exponent = sign === 0x2b || sign === dash ? at + 2 : at + 1;
  return isDigit(text.charCodeAt(exponent)) ? skipDigits(text, exponent) : at;
}

function skipDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** From `--`: to the end of the line. A comment may end with the text. */
export function skipLineComment(text: string, start: number): number {
  let at = start + 2;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** From the opening of a block comment. They nest. */
export function skipBlockComment(text: string, start: number): number {
  let depth = 1;
  let at = start + 2;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === star && text.charCodeAt(at + 1) === slash) {
      at += 2;
      if (--depth === 0) return at;
    } else if (code === slash && text.charCodeAt(at + 1) === star) {
      at += 2;
      depth++;
    } else at++;
  }
  return -1;
}

/** From the `"` of a quoted name; a doubled one is part of it. */
export function skipQuotedName(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end === -1) return -1;
    if (text.charCodeAt(end + 1) !== 0x22) return end + 1;
    at = end + 2;
  }
}

/**
 * From the opening quote of a string, to behind it and behind the parts that continue it on further lines
 * (`'one'`, a line break, `'two'` is one string, with the same meaning of backslashes throughout).
 */
export function skipString(text: string, start: number, backslashEscapes: boolean): number {
  let at = start;
  for (;;) {
    at = skipQuoted(text, at + 1, backslashEscapes);
    if (at === -1) return -1;
    const next = continuation(text, at);
    if (next === -1) return at;
    at = next;
  }
}

/**
 * Whether backslashes escape in the string that follows a one-letter word: in E'' always, in B'' and X'' never; undefined
 * where no string follows, or one that has nothing to do with the word.
 */
export function escapesBehindPrefix(text: string, at: number, backslashEscapes: boolean): boolean | undefined {
  if (text.charCodeAt(at + 1) !== quote) return undefined;
  switch (text.charCodeAt(at) | 0x20) {
    case 0x65: // e
      return true;
    case 0x62: // b
    case 0x78: // x
      return false;
    case 0x6e: // n
      return backslashEscapes;
    default:
      return undefined;
  }
}

function skipQuoted(text: string, start: number, backslashEscapes: boolean): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at += 2;
    } else if (code === backslash && backslashEscapes) at += 2;
    else if (at >= text.length) return -1;
    else at++;
  }
}

/** The opening quote of the part that continues a string which ended here, or -1: only blanks and comments with a line break lie between. */
function continuation(text: string, start: number): number {
  let lineBroken = false;
  for (let at = start; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === quote) return lineBroken ? at : -1;
    if (code === dash && text.charCodeAt(at + 1) === dash) {
      const end = skipLineComment(text, at);
      // Behind the first line break a comment belongs to what lies between only together with its own line break.
      if (end === text.length) return -1;
      at = end;
    } else if (isLineEnd(code)) {
      lineBroken = true;
      at++;
    } else if (code === space || code === tab || code === formFeed || code === 0x0b) at++;
    else return -1;
  }
  return -1;
}

/**
 * From a `$`. Where it opens no dollar quote, the offset behind the parameter (`$1`) or the lone `$`.
 * A tag is a name without `$`, or nothing.
 */
export function skipDollarQuote(text: string, start: number): number {
  let tagEnd = start + 1;
  if (isDigit(text.charCodeAt(tagEnd))) return skipDigits(text, tagEnd);
  while ((roleOf(text.charCodeAt(tagEnd)) & 1) === 1) tagEnd++;
  if (text.charCodeAt(tagEnd) !== 0x24) return start + 1;
  const delimiter = text.slice(start, tagEnd + 1);
  const end = text.indexOf(delimiter, tagEnd + 1);
  return end === -1 ? -1 : end + delimiter.length;
}
