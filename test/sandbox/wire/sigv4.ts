import { createHash, createHmac } from 'node:crypto';
import type { RawRequest } from './httpServer';

/** AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export const ALGORITHM = 'AWS4-HMAC-SHA256';

export interface Scope {
  /** `20150830` */
  date: string;
  region: string;
  service: string;
}

export interface Authorization {
  accessKeyId: string;
  scope: Scope;
  /** Last part of the scope; must be `aws4_request`. */
  terminator: string;
  /** In lower case, as sent. */
  signedHeaders: readonly string[];
  signature: string;
}

/** Reads an Authorization header; a text says what is wrong with it, in AWS's words. */
export function parseAuthorization(header: string): Authorization | string {
  const fields = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length).split(',')) {
    const pair = part.trim();
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0)
      return `'${pair}' not a valid key=value pair (missing equal-sign) in Authorization header: '${mask(header)}'.`;
    fields.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !fields.get(name));
  if (missing.length > 0)
    return (
      missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' ') +
      ` Authorization=${mask(header)}`
    );
  const credential = fields.get('Credential') ?? '';
  const parts = credential.split('/');
  if (parts.length !== 5)
    return `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`;
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = parts;
  return {
    accessKeyId,
    scope: { date, region, service },
    terminator,
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
  };
}

/** Task 1: the canonical request. Every service but S3 encodes the path once more and removes dot segments. */
export function canonicalRequest(request: RawRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}\n`).join('');
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers,
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

/** Task 2: the string to sign. `time` is the request's X-Amz-Date. */
export function stringToSign(canonical: string, time: string, scope: Scope): string {
  return [ALGORITHM, time, `${scope.date}/${scope.region}/${scope.service}/aws4_request`, sha256(canonical)].join('\n');
}

/** Task 3: the signature, in hexadecimal. */
export function sign(text: string, secretAccessKey: string, scope: Scope): string {
  const key = [scope.date, scope.region, scope.service, 'aws4_request'].reduce<Buffer | string>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(encode(segment));
  }
  const trailing = segments.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : '';
  return `/${segments.join('/')}${trailing}`;
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [encode(decode(name)), encode(decode(value))] as const;
    })
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalHeader(request: RawRequest, name: string): string {
  return request.headers
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value.trim().replace(/\s+/g, ' '))
    .join(',');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign stands for itself.
    return text;
  }
}

/** Everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Signatures are no secrets for long, but have no place in messages either. */
function mask(header: string): string {
  return header.replace(/(Signature=)[^,\s]+/, '$1...');
}
