import { createHash } from 'node:crypto';
import type { Directory, Role, SamlProvider } from '../iam/directory';
import { evaluate } from '../iam/evaluate';
import { conditionContext } from '../iam/policy';
import type { SessionBook } from '../iam/sessionBook';
import type { SandboxClock } from '../wire/clock';
import type { JsonObject } from '../wire/service';
import { refusals } from './refusals';
import { readRequest, type AssumeRoleRequest } from './request';
import { verifyResponse, type VerifiedAssertion } from './samlResponse';
import { sessionTags } from './sessionTags';

export interface StsOptions {
  directory: Directory;
  sessions: SessionBook;
  clock: SandboxClock;
  /** Caps every session, for tests of expiry; undefined = as asked. */
  lifetime: { seconds: number | undefined };
}

const ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';
const NAME = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;
const FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

/** STS AssumeRoleWithSAML; https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
export function assumeRoleWithSaml(input: JsonObject, options: StsOptions): JsonObject {
  const request = readRequest(input);
  const { directory, sessions, clock } = options;
  if (!directory.stsActive) throw refusals.regionDisabled(directory.account.accountId);
  const provider = directory.provider(request.principalArn);
  if (!provider) throw refusals.unknownProvider();
  const assertion = verifyResponse(request.samlAssertion, provider, clock.now());
  if (!namesRole(assertion, request)) throw refusals.roleNotInAssertion();
  const names = sessionNames(assertion);
  const { tags, packedSize } = sessionTags(assertion.attributes);
  const about = describe(assertion, provider, directory.account.accountId);
  const role = directory.role(request.roleArn);
  if (!role || !trusted(role, provider, { ...about, ...names.context }, tags)) throw refusals.notAuthorized();
  if (request.durationSeconds > role.maxSessionDuration) throw refusals.tooLong();

  const { caller, secretAccessKey, sessionToken } = sessions.issue({
    role,
    sessionName: names.sessionName,
    tags,
    subject: assertion.nameId,
    context: about,
    expiration: expiration(assertion, request, options),
  });
  return {
    Credentials: {
      AccessKeyId: caller.accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(caller.expiration).toISOString().replace(/\.\d+/, ''),
    },
    AssumedRoleUser: { AssumedRoleId: caller.userId, Arn: caller.assumedRoleArn },
    PackedPolicySize: packedSize === 0 ? null : packedSize,
    Subject: assertion.nameId,
    SubjectType: about['saml:sub_type'] ?? null,
    Issuer: assertion.issuer,
    Audience: assertion.confirmation.recipient,
    NameQualifier: about['saml:namequalifier'] ?? null,
    SourceIdentity: names.sourceIdentity ?? null,
  };
}

/** `roleArn,providerArn` in either order, with spaces or without. */
function namesRole(assertion: VerifiedAssertion, { roleArn, principalArn }: AssumeRoleRequest): boolean {
  return (assertion.attributes.get(`${ATTRIBUTE}Role`) ?? []).some((value) => {
    const parts = value.split(',').map((part) => part.trim());
    return parts.length === 2 && parts.includes(roleArn) && parts.includes(principalArn);
  });
}

function sessionNames({ attributes }: VerifiedAssertion): {
  sessionName: string;
  sourceIdentity: string | undefined;
  context: Record<string, string>;
} {
  const sessionName = attributes.get(`${ATTRIBUTE}RoleSessionName`)?.[0];
  if (sessionName === undefined) throw refusals.noSessionName();
  if (!NAME.test(sessionName)) throw refusals.sessionName();
  const sourceIdentity = attributes.get(`${ATTRIBUTE}SourceIdentity`)?.[0];
  if (sourceIdentity !== undefined && (!NAME.test(sourceIdentity) || sourceIdentity.startsWith('aws:')))
    throw refusals.sourceIdentity();
  return {
    sessionName,
    sourceIdentity,
    context: {
      'sts:RoleSessionName': sessionName,
      ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    },
  };
}

/** The condition keys of a SAML session ("IAM and AWS STS condition context keys", SAML). */
function describe(assertion: VerifiedAssertion, provider: SamlProvider, accountId: string): Record<string, string> {
  const { nameIdFormat } = assertion;
  return {
    'saml:aud': assertion.confirmation.recipient,
    'saml:iss': assertion.issuer,
    'saml:sub': assertion.nameId,
    'saml:sub_type': nameIdFormat.startsWith(FORMAT) ? nameIdFormat.slice(FORMAT.length) : nameIdFormat,
    // Documented: Base64(SHA1(issuer + account id + '/' + friendly name of the provider)).
    'saml:namequalifier': createHash('sha1')
      .update(`${assertion.issuer}${accountId}/${provider.name}`)
      .digest('base64'),
    'saml:doc': `${accountId}/${provider.name}`,
    'aws:FederatedProvider': provider.arn,
  };
}

/** Each action that the sign-in makes use of has to be allowed by the trust policy. */
function trusted(
  role: Role,
  provider: SamlProvider,
  about: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
): boolean {
  const keys = Object.keys(tags);
  const context = conditionContext({
    ...about,
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': keys.length > 0 ? keys : undefined,
  });
  const actions = ['sts:AssumeRoleWithSAML'];
  if (keys.length > 0) actions.push('sts:TagSession');
  if (Object.hasOwn(about, 'sts:SourceIdentity')) actions.push('sts:SetSourceIdentity');
  return actions.every((action) => evaluate([role.trust], { action, principal: provider.arn, context }) === 'allowed');
}

/** The earliest of what was asked for, the end of the provider's session, and what the tests order. */
function expiration(assertion: VerifiedAssertion, request: AssumeRoleRequest, options: StsOptions): number {
  const now = options.clock.now();
  const seconds = Math.min(request.durationSeconds, options.lifetime.seconds ?? Number.POSITIVE_INFINITY);
  const end = Math.min(now + seconds * 1000, assertion.sessionNotOnOrAfter ?? Number.POSITIVE_INFINITY);
  // As it is told, in whole seconds.
  return Math.floor(end / 1000) * 1000;
}
