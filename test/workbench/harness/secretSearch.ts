import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A secret as the sandbox's ledger has it. */
export interface Secret {
  kind: string;
  value: string;
}

/** Where one was found, and in which dress; never the secret itself, since test output is read by everybody. */
export interface Leak {
  kind: string;
  form: string;
  where: string;
}

interface Needle {
  secret: Secret;
  form: string;
  bytes: Buffer;
  /** Counts only where no letter or digit stands before or after it. */
  asWord: boolean;
}

/** Shorter secrets (codes of six digits) are part of many a number. */
const wordBelow = 10;
/** Of a longer secret its beginning, middle and end count as well: a log cuts. */
const piece = 64;

/** Finds secrets in whatever dress bytes may hold them: made for many secrets and much to search. */
export class SecretSearch {
  readonly #byStart = new Map<number, Needle[]>();
  /** One bit of each start's hash: nearly every place is passed over by it. */
  readonly #starts = new Uint8Array(65_536);

  constructor(secrets: readonly Secret[]) {
    for (const secret of secrets) {
      for (const needle of needlesOf(secret)) {
        const start = needle.bytes.readUInt32LE(0);
        this.#starts[hash(start)] = 1;
        this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), needle]);
      }
    }
  }

  /** What is in a text or in bytes; each secret once for each of its forms. */
  in(where: string, content: string | Buffer): Leak[] {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const found = new Set<Needle>();
    for (let at = 0; at + 4 <= bytes.length; at++) {
      const start =
        (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
      if (this.#starts[hash(start >>> 0)] === 0) continue;
      for (const needle of this.#byStart.get(start >>> 0) ?? []) if (isAt(bytes, at, needle)) found.add(needle);
    }
    const leaks = [...found].map(({ secret, form }) => ({ kind: secret.kind, form, where }));
    return leaks.filter((leak, index) => leaks.findIndex((other) => sameLeak(leak, other)) === index);
  }

  /** What is in the files of a folder, names included; `passOver` says which are not looked into. */
  inFolder(folder: string, passOver: (file: string) => boolean = () => false): Leak[] {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return files.flatMap((file) => [...this.in(`name of ${file}`, file), ...this.#inFile(folder, file, passOver)]);
  }

  #inFile(folder: string, file: string, passOver: (file: string) => boolean): Leak[] {
    if (passOver(file)) return [];
    try {
      const whole = path.join(folder, file);
      return statSync(whole).isFile() ? this.in(file, readFileSync(whole)) : [];
    } catch (error) {
      // An editor and a browser that run make and remove files meanwhile.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

const sameLeak = (one: Leak, other: Leak): boolean => one.kind === other.kind && one.form === other.form;

const hash = (start: number): number => Math.imul(start, 0x9e3779b1) >>> 16;

function isAt(bytes: Buffer, at: number, { bytes: needle, asWord }: Needle): boolean {
  const end = at + needle.length;
  if (end > bytes.length || bytes.compare(needle, 0, needle.length, at, end) !== 0) return false;
  return !asWord || (!matches(bytes[at - 1], /[A-Za-z0-9.]/) && !matches(bytes[end], /[A-Za-z0-9]/));
}

function matches(byte: number | undefined, pattern: RegExp): boolean {
  return byte !== undefined && pattern.test(String.fromCharCode(byte));
}

function needlesOf(secret: Secret): Needle[] {
  const { value } = secret;
  const asWord = value.length < wordBelow;
  const needle = (form: string, bytes: Buffer): Needle => ({ secret, form, bytes, asWord });
  const plain = Buffer.from(value);
  if (asWord) return [needle('plain', plain), needle('UTF-16', utf16(value))];
  const middle = Math.floor((value.length - piece) / 2);
  const parts =
    value.length > 2 * piece ? [value.slice(0, piece), value.slice(middle, middle + piece), value.slice(-piece)] : [];
  const needles = [value, ...parts].flatMap((part) => textForms(part).map(([form, bytes]) => needle(form, bytes)));
  return [...needles, ...base64Forms(plain).map(([form, bytes]) => needle(form, bytes))];
}

function textForms(text: string): [form: string, bytes: Buffer][] {
  const uri = encodeURIComponent(text);
  const texts: [string, string][] = [
    ['plain', text],
    ['JSON', JSON.stringify(text).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(text)).slice(3, -3)],
    ['URL-encoded', uri],
    ['URL-encoded', uri.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
    ['URL-encoded twice', encodeURIComponent(uri)],
    ['form', new URLSearchParams([['', text]]).toString().slice(1)],
    ['HTML', text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)],
    ['hexadecimal', Buffer.from(text).toString('hex')],
  ];
  return texts.flatMap(([form, each]) => [
    [form, Buffer.from(each)],
    [`${form} in UTF-16`, utf16(each)],
    [`${form} in UTF-16`, utf16(each).swap16()],
  ]);
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** Base64 of something longer that holds the secret: it depends on how many bytes stand before it, and its ends on what follows. */
function base64Forms(plain: Buffer): [form: string, bytes: Buffer][] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(Math.ceil((before * 4) / 3), -1);
    const url = inner.replaceAll('+', '-').replaceAll('/', '_');
    return [inner, url].flatMap((each): [string, Buffer][] => [
      ['base64', Buffer.from(each)],
      ['base64 in UTF-16', utf16(each)],
    ]);
  });
}
