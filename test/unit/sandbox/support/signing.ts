import type { RawRequest } from '../../../sandbox/wire/httpServer';
import { ALGORITHM, canonicalRequest, sign, stringToSign, type Scope } from '../../../sandbox/wire/sigv4';

export interface TestKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface ToSign {
  url: string;
  /** Default POST. */
  method?: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  service: string;
  region?: string;
  /** ms since 1970; default now. */
  at?: number;
  key: TestKey;
  /** Left out of SignedHeaders though they are sent, in lower case. */
  unsigned?: readonly string[];
}

/** Signs as a client does, and gives what fetch takes; the vectors of sigv4.test.ts vouch for the functions it uses. */
export function signed(request: ToSign): { method: string; headers: Record<string, string>; body: string } {
  const url = new URL(request.url);
  const time = new Date(request.at ?? Date.now()).toISOString().replace(/\.\d+|[-:]/g, '');
  const headers: Record<string, string> = {
    host: url.host,
    'x-amz-date': time,
    ...(request.key.sessionToken === undefined ? {} : { 'x-amz-security-token': request.key.sessionToken }),
    ...request.headers,
  };
  const raw: RawRequest = {
    method: request.method ?? 'POST',
    path: url.pathname,
    query: url.search.slice(1),
    headers: Object.entries(headers),
    body: Buffer.from(request.body),
  };
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => request.unsigned?.includes(name) !== true)
    .sort();
  const scope: Scope = { date: time.slice(0, 8), region: request.region ?? 'us-west-2', service: request.service };
  const signature = sign(stringToSign(canonicalRequest(raw, names), time, scope), request.key.secretAccessKey, scope);
  headers['authorization'] =
    `${ALGORITHM} Credential=${request.key.accessKeyId}/${scope.date}/${scope.region}/${scope.service}/aws4_request, ` +
    `SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { method: raw.method, headers, body: request.body };
}
