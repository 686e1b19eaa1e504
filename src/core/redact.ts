import type { Disposable } from './ports';

/** What stands in a text in place of a secret. */
export const hidden = '‹hidden›';

/** Shorter values would be found in the middle of innocent words. */
const shortest = 4;
/** Values below this length are found only where they stand alone: a passcode is part of many a number. */
const wordBelow = 12;

/**
 * Takes secrets out of texts: those that it was told, in every form that they take on their way into a text, and whatever has
 * the shape of one. Made for lines of a log: ids, ARNs and paths stay readable.
 */
export class Redactor {
  /** Forms to look for, longest first, by the secret; a value may be told by several, and goes with the last of them. */
  readonly #told = new Map<string, { forms: readonly RegExp[] | readonly string[]; holders: number }>();

  /** Hides these values from now on, until the result is disposed. */
  conceal(secrets: readonly string[]): Disposable {
    const mine = secrets.filter((secret) => secret.length >= shortest);
    for (const secret of mine) {
      const entry = this.#told.get(secret);
      if (entry === undefined) this.#told.set(secret, { forms: formsOf(secret), holders: 1 });
      else entry.holders++;
    }
    return {
      dispose: () => {
        for (const secret of mine.splice(0)) this.#release(secret);
      },
    };
  }

  /** The text without secrets. Linear in its length. */
  redact(text: string): string {
    let clean = text;
    for (const { forms } of this.#told.values()) for (const form of forms) clean = clean.replaceAll(form, hidden);
    return withoutShapes(clean);
  }

  #release(secret: string): void {
    const entry = this.#told.get(secret);
    if (entry !== undefined && --entry.holders === 0) this.#told.delete(secret);
  }
}

/** A secret as it is, and as JSON, addresses, forms, XML and Basic authentication would write it. */
function formsOf(secret: string): readonly RegExp[] | readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const uri = encodeURIComponent(bytes.toString('utf8'));
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    uri,
    uri.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    secret.replace(/[&<>"']/g, (char) => xmlNames[char] ?? char),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
  const distinct = [...new Set(forms)].sort((a, b) => b.length - a.length);
  if (secret.length >= wordBelow) return distinct;
  return distinct.map((form) => new RegExp(`(?<![\\p{L}\\p{N}])${escape(form)}(?![\\p{L}\\p{N}])`, 'gu'));
}

const xmlNames: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Names whose value is a secret whatever it looks like, in forms, addresses, JSON, headers, environments. */
const names = [
  'SAML[-_]?(?:Response|Assertion)',
  'RelayState',
  '(?:one[-_]?time|session|security|state|access|id|refresh|auth|xsrf)[-_]?token',
  'secret[-_]?access[-_]?key',
  'client[-_]?secret',
  '[a-z]{0,20}[-_]?(?:password|passwd|pwd)',
  'pass[-_]?(?:code|phrase)',
  'nonce',
].join('|');
const named = `(?<![a-z0-9])((?:${names})`;

// Each is linear: no repeated part can take what the part after it takes.
const shapes: readonly [pattern: RegExp, replacement: string][] = [
  // The XML itself: from its beginning on, nothing is worth the risk.
  [/<(?:[\w.-]{1,40}:)?(?:Response|Assertion|EncryptedAssertion|SignatureValue)[\s>][^]*/, hidden],
  // Headers, to the end of their line.
  [/\b((?:proxy-)?authorization|(?:set-)?cookie)(\\?["']?\s*[:=])[^\r\n]*/gi, `$1$2 ${hidden}`],
  [/\b(AWS4-HMAC-SHA256|Bearer|Basic|SSWS)\s+[\w+/=.~-]{8}[^\r\n]*/g, `$1 ${hidden}`],
  [/\b(X-Amz-Signature|Signature)=[0-9a-f]+/gi, `$1=${hidden}`],
  // Named values: in JSON, in JSON within JSON, in apostrophes, else to the next blank or separator.
  [new RegExp(`${named}["']?\\s*[:=]\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi'), `$1${hidden}`],
  [new RegExp(`${named}\\\\["']\\s*:\\s*\\\\["'])(?:[^"'\\\\]|\\\\[^"'])*`, 'gi'), `$1${hidden}`],
  [new RegExp(`${named}["']?\\s*[:=]\\s*')[^'\\r\\n]*`, 'gi'), `$1${hidden}`],
  [new RegExp(`${named}\\\\?["']?\\s*(?:[:=]|%3D)\\s*)(?!["'\\\\‹])[^\\s"'&,;<>)\\]}]+`, 'gi'), `$1${hidden}`],
  // scheme://user:password@host
  [/(\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/?#:@"']{0,200}:)[^\s/?#@"']{1,400}@/gi, `$1${hidden}@`],
];

/** Long runs of base64 in either alphabet, as they are or encoded for an address. */
const run = /(?:[A-Za-z0-9+/_=-]|%(?:2B|2F|3D))+/gi;
/** That of a secret access key, the shortest secret that no name tells. */
const runLength = 40;

function withoutShapes(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of shapes) clean = clean.replace(pattern, replacement);
  if (clean.length < runLength) return clean;
  return clean.replace(run, (found) => (looksRandom(found) ? hidden : found));
}

/**
 * Random base64 is told from what people read by its letters of both cases and digits, and by how often these follow each other:
 * in base64 6 times out of 10, and half the time a capital begins or ends. Names have few capitals, digests and UUIDs none.
 */
function looksRandom(found: string): boolean {
  if (found.length < runLength || !/[A-Z]/.test(found) || !/[a-z]/.test(found) || !/[0-9]/.test(found)) return false;
  let [changes, capitals] = [0, 0];
  for (let at = 1; at < found.length; at++) {
    const [kind, before] = [kindOf(found, at), kindOf(found, at - 1)];
    if (kind !== before) changes++;
    if ((kind === 'capital') !== (before === 'capital')) capitals++;
  }
  return changes > found.length * 0.38 && capitals > found.length * 0.15;
}

function kindOf(text: string, at: number): 'capital' | 'small' | 'digit' | 'other' {
  const code = text.charCodeAt(at);
  if (code >= 65 && code <= 90) return 'capital';
  if (code >= 97 && code <= 122) return 'small';
  return code >= 48 && code <= 57 ? 'digit' : 'other';
}
