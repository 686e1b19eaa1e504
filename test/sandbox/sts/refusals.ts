import { ServiceError } from '../wire/service';

/**
 * STS's refusals: codes and statuses from the API reference, texts as people report them (IAM user guide, "Troubleshoot
 * SAML federation"; bug trackers of saml2aws, gimme-aws-creds and aws-google-auth). Texts marked ° are ours: no report of
 * AWS's own was found.
 */
const invalidToken = (text: string): ServiceError => new ServiceError('InvalidIdentityToken', text, 400);
const expired = (text: string): ServiceError => new ServiceError('ExpiredTokenException', text, 400);

export const refusals = {
  unreadable: () => invalidToken('Invalid base64 SAMLResponse'),
  notWellFormed: () => invalidToken('Your request included an invalid SAML response.'),
  unknownProvider: () => invalidToken("Specified provider doesn't exist."),
  foreignIssuer: () => invalidToken('Issuer not present in specified provider'),
  signature: () => invalidToken('Response signature invalid'),
  /** ° */
  encrypted: () => invalidToken('The assertion is encrypted, and the SAML provider has no private key.'),
  audience: () => invalidToken('Response does not contain the required audience.'),
  /** ° */
  noConfirmation: () => invalidToken('Response does not contain a bearer SubjectConfirmation with a Recipient.'),
  /** ° */
  notYetValid: () => invalidToken('Response is not yet valid'),
  noNameId: () => invalidToken('Response does not contain a NameID.'),
  roleNotInAssertion: () =>
    invalidToken("SAML Assertion doesn't contain the requested Role and Metadata in the attributes"),
  noSessionName: () => invalidToken('RoleSessionName is required in AuthnResponse'),
  sessionName: () => invalidToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),
  sourceIdentity: () => invalidToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"'),
  responseExpired: () => expired('Response has expired'),
  redeemedLate: () => expired('Token must be redeemed within 5 minutes of issuance'),
  /** ° The provider's own status stands in the response, which the caller has. */
  rejectedByProvider: () => new ServiceError('IDPRejectedClaim', 'The identity provider refused the sign-in.', 403),
  notAuthorized: () => new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML', 403),
  tooLong: () =>
    new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ),
  packedSize: (percent: number) =>
    new ServiceError('PackedPolicyTooLarge', `Packed size of session tags consumes ${percent}% of allotted space.`),
  /** Text as in the API reference of AssumeRoleWithSAML. */
  regionDisabled: (accountId: string) =>
    new ServiceError(
      'RegionDisabledException',
      `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
      403,
    ),
  arn: () => new ServiceError('ValidationError', 'Request ARN is invalid'),
  /** `value` is left out for what is secret. */
  constraint: (member: string, rule: string, value?: string) =>
    new ServiceError(
      'ValidationError',
      `1 validation error detected: Value ${value === undefined ? '' : `'${value}' `}at '${member}' failed to satisfy constraint: ${rule}`,
    ),
} as const;
