import { randomBytes } from 'node:crypto';
import type { RawResponse } from '../../wire/httpServer';
import { ServiceError } from '../../wire/service';

/** Okta's refusals ("Error codes" and the Authn API of its developer documentation); `cause` = errorCauses. */
function refusal(code: string, summary: string, status: number, cause?: string): ServiceError {
  return new ServiceError(code, summary, status, cause === undefined ? {} : { errorCauses: [{ errorSummary: cause }] });
}

export const oktaErrors = {
  malformed: () => refusal('E0000003', 'The request body was not well-formed.', 400),
  /** The same for unknown people, wrong passwords, and locks that the policy hides. */
  authentication: () => refusal('E0000004', 'Authentication failed', 401),
  notAllowed: () => refusal('E0000006', 'You do not have permission to perform the requested action', 403),
  notFound: (what: string) => refusal('E0000007', `Not found: Resource not found: ${what}`, 404),
  /** Unknown, expired, cancelled or already used up: Okta does not tell which. */
  invalidToken: () => refusal('E0000011', 'Invalid token provided', 401),
  password: (cause: string) => refusal('E0000014', 'Update of credentials failed', 403, cause),
  wrongMethod: () => refusal('E0000022', 'The endpoint does not support the provided HTTP method', 405),
  tooMany: () => refusal('E0000047', 'API call exceeded rate limit due to too many requests.', 429),
  passCode: () =>
    refusal('E0000068', 'Invalid Passcode/Answer', 403, "Your passcode doesn't match our records. Please try again."),
  factorLocked: () =>
    refusal('E0000069', 'User Locked', 403, 'The user has exceeded the number of allowed attempts at this factor.'),
  notNow: () => refusal('E0000079', 'This operation is not allowed in the current authentication state.', 403),
  smsTooSoon: () =>
    refusal('E0000109', 'An SMS message was recently sent. Please wait 30 seconds before trying again.', 429),
} as const;

/** The error as JSON, with the headers that tell of rate limits. `now` in ms since 1970. */
export function writeOktaError(error: ServiceError, now: number): RawResponse {
  const limits =
    error.status === 429
      ? {
          'X-Rate-Limit-Limit': '4',
          'X-Rate-Limit-Remaining': '0',
          'X-Rate-Limit-Reset': String(Math.ceil(now / 1000) + 1),
        }
      : {};
  return {
    status: error.status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...limits },
    body: JSON.stringify({
      errorCode: error.code,
      errorSummary: error.message,
      errorLink: error.code,
      errorId: `oae${randomBytes(16).toString('base64url')}`,
      errorCauses: [],
      ...error.fields,
    }),
  };
}
