import { timingSafeEqual } from 'node:crypto';
import { amzDate, parseAmzDate } from './clock';
import { headerOf, type RawRequest } from './httpServer';
import { refuse } from './refusals';
import type { Caller, Service } from './service';
import { ALGORITHM, canonicalRequest, parseAuthorization, sign, stringToSign, type Authorization } from './sigv4';

/** A key that STS gave out. */
export interface IssuedKey {
  secretAccessKey: string;
  sessionToken: string;
  caller: Caller;
}

/** All keys of this sandbox; expired ones stay known, because AWS tells expired from unknown. */
export interface KeyBook {
  find(accessKeyId: string): IssuedKey | undefined;
}

const SKEW_MS = 5 * 60_000;
/** Those that decide what is done; AWS requires host and every x-amz-* header to be signed. */
const MUST_BE_SIGNED = ['host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'];

/** Verifies a header-signed request; throws the service's ServiceError, or returns who called. */
export function authenticate(
  request: RawRequest,
  service: Service,
  at: { region: string; now: number; keys: KeyBook },
): Caller {
  const header = headerOf(request, 'authorization');
  if (!header) throw refuse(service, 'missingAuthentication');
  if (!header.startsWith(`${ALGORITHM} `))
    throw refuse(service, 'incompleteSignature', `Unsupported AWS 'algorithm': '${header.split(' ')[0] ?? ''}'.`);
  const authorization = parseAuthorization(header);
  if (typeof authorization === 'string') throw refuse(service, 'incompleteSignature', authorization);
  const time = headerOf(request, 'x-amz-date');
  const timeMs = time === undefined ? undefined : parseAmzDate(time);
  if (time === undefined || timeMs === undefined)
    throw refuse(
      service,
      'incompleteSignature',
      `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.`,
    );

  const key = at.keys.find(authorization.accessKeyId);
  if (!key || headerOf(request, 'x-amz-security-token') !== key.sessionToken) throw refuse(service, 'unknownKey');
  checkScope(service, authorization, at.region, time);
  checkTime(service, time, timeMs, at.now);
  const unsigned = MUST_BE_SIGNED.find(
    (name) => headerOf(request, name) !== undefined && !authorization.signedHeaders.includes(name),
  );
  if (unsigned)
    throw refuse(service, 'wrongSignature', `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  const text = stringToSign(canonicalRequest(request, authorization.signedHeaders), time, authorization.scope);
  if (!same(sign(text, key.secretAccessKey, authorization.scope), authorization.signature))
    throw refuse(service, 'wrongSignature');
  if (key.caller.expiration <= at.now) throw refuse(service, 'expiredToken');
  return key.caller;
}

function checkScope(service: Service, { scope, terminator }: Authorization, region: string, time: string): void {
  const wrong = (text: string): Error => refuse(service, 'wrongSignature', text);
  if (terminator !== 'aws4_request')
    throw wrong(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`);
  if (scope.service !== service.name)
    throw wrong(`Credential should be scoped to correct service: '${service.name}'. `);
  if (scope.region !== region) throw wrong(`Credential should be scoped to a valid region, not '${scope.region}'. `);
  if (!time.startsWith(scope.date))
    throw wrong(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${time.slice(0, 8)}', from '${time}'.`,
    );
}

function checkTime(service: Service, time: string, timeMs: number, now: number): void {
  const edge = (ms: number, sign: string): string => `${amzDate(ms)} (${amzDate(now)} ${sign} 5 min.)`;
  if (timeMs < now - SKEW_MS)
    throw refuse(
      service,
      'wrongSignature',
      `Signature expired: ${time} is now earlier than ${edge(now - SKEW_MS, '-')}`,
    );
  if (timeMs > now + SKEW_MS)
    throw refuse(
      service,
      'wrongSignature',
      `Signature not yet current: ${time} is still later than ${edge(now + SKEW_MS, '+')}`,
    );
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
