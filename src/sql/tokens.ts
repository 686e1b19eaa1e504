import {
  escapesBehindPrefix,
  isDigit,
  isSpace,
  isWordStart,
  skipBlockComment,
  skipDollarQuote,
  skipLineComment,
  skipNumber,
  skipQuotedName,
  skipString,
  skipWord,
} from './skipping';

export type TokenKind =
  | 'word'
  | 'number'
  /** With its prefix (`E'...'`) and the parts that continue it on further lines. */
  | 'string'
  | 'quotedName'
  /** `$$...$$`, and `$1` and a lone `$` too. */
  | 'dollar'
  | 'comment'
  /** One character of anything else. */
  | 'other';

export interface Token {
  kind: TokenKind;
  /** UTF-16 offset of the first character. */
  start: number;
  /** Behind the last one; the text's length where the text ends in the middle of it. */
  end: number;
  /** True where the text ends in the middle of it. */
  open?: true;
}

/** The tokens of Redshift's SQL one after the other, comments among them, blanks left out. */
export function* tokensOf(text: string): Generator<Token, void, undefined> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const [kind, end] = tokenAt(text, at);
    yield end === -1 ? { kind, start: at, end: text.length, open: true } : { kind, start: at, end };
    if (end === -1) return;
    at = end;
  }
}

/** Kind and end of the token that begins here; -1 where the text ends in the middle of it. */
function tokenAt(text: string, at: number): [kind: TokenKind, end: number] {
  const character = text.charAt(at);
  const code = text.charCodeAt(at);
  if (isWordStart(code)) {
    const end = skipWord(text, at);
    const escapes = end === at + 1 ? escapesBehindPrefix(text, at, true) : undefined;
    return escapes === undefined ? ['word', end] : ['string', skipString(text, end, escapes)];
  }
  if (isDigit(code)) return ['number', skipNumber(text, at)];
  if (character === "'") return ['string', skipString(text, at, true)];
  if (character === '"') return ['quotedName', skipQuotedName(text, at)];
  if (character === '$') return ['dollar', skipDollarQuote(text, at)];
  if (text.startsWith('--', at)) return ['comment', skipLineComment(text, at)];
  if (text.startsWith('/*', at)) return ['comment', skipBlockComment(text, at)];
  return ['other', at + 1];
}
