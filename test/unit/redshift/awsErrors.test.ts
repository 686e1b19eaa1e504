import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { kindOfAwsError, networkReason, type AwsErrorKind } from '../../../src/redshift/awsErrors';

const coded = (code: string, more: object = {}): Error => Object.assign(new Error('x'), { code, ...more });
const answered = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error('x'), { name, $fault: 'client', $metadata: { httpStatusCode } });
const timedOut = (message: string): Error => Object.assign(new Error(message), { name: 'TimeoutError' });

const cases: readonly (readonly [what: string, error: unknown, kind: AwsErrorKind, reason: string | undefined])[] = [
  ['no such host', coded('ENOTFOUND'), 'unsent', 'ENOTFOUND'],
  ['a refused connection', coded('ECONNREFUSED'), 'unsent', 'ECONNREFUSED'],
  ['a certificate that has expired', coded('CERT_HAS_EXPIRED'), 'unsent', 'CERT_HAS_EXPIRED'],
  ['a certificate of nobody', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'unsent', 'SELF_SIGNED_CERT_IN_CHAIN'],
  [
    'several addresses tried',
    Object.assign(new Error('x'), { errors: [coded('ECONNREFUSED'), coded('EHOSTUNREACH')] }),
    'unsent',
    'ECONNREFUSED',
  ],
  ['a cause below', new Error('x', { cause: new Error('y', { cause: coded('EAI_AGAIN') }) }), 'unsent', 'EAI_AGAIN'],
  [
    'a connection that did not come about in time',
    timedOut(
      'the request socket did not establish a connection with the server within the configured timeout of 5000 ms.',
    ),
    'unsent',
    'ETIMEDOUT',
  ],
  ['an answer that did not come in time', timedOut('a request has exceeded 60000 ms'), 'broken', 'ETIMEDOUT'],
  ['a connection reset', coded('ECONNRESET'), 'broken', 'ECONNRESET'],
  ['no HTTP at all', coded('HPE_INVALID_CONSTANT'), 'broken', 'HPE_INVALID_CONSTANT'],
  ['a body that is none', new SyntaxError('x'), 'broken', 'BAD_BODY'],
  ['an answer 500', answered('InternalServerException', 500), 'broken', undefined],
  ['an answer 503 of a gateway', answered('Unknown', 503), 'broken', undefined],
  ['a database that cannot be reached', answered('DatabaseConnectionException', 500), 'refused', undefined],
  ['throttling', answered('ThrottlingException', 400), 'throttled', undefined],
  ['too many requests', answered('Unknown', 429), 'throttled', undefined],
  ['an expired token', answered('ExpiredTokenException', 400), 'expired', undefined],
  ['a validation', answered('ValidationException', 400), 'refused', undefined],
  ['a defect', new TypeError('x is not a function'), 'foreign', undefined],
  ['a file that is not there', coded('ENOENT'), 'foreign', undefined],
  ['nothing', undefined, 'foreign', undefined],
];

describe('kindOfAwsError', () => {
  for (const [what, error, kind, reason] of cases) {
    it(`${what}: ${kind}`, () => {
      assert.deepEqual([kindOfAwsError(error), networkReason(error)], [kind, reason]);
    });
  }
});
