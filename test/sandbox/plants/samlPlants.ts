import type { AwsNames } from '../idp/apps';
import type { SamlVariant, VariantQueue } from '../idp/variant';
import type { SandboxClock } from '../wire/clock';
import type { Plant } from './plantBook';

const PREFIX = 'https://aws.amazon.com/SAML/Attributes/';
const ROLES = `${PREFIX}PrincipalTag:RedshiftDbRoles`;
const USER = `${PREFIX}PrincipalTag:RedshiftDbUser`;
const HOUR = 3_600_000;

/** Faults of the provider's app and of clocks; what the attributes say instead is ethan's. */
export function samlPlants(variants: VariantQueue, clock: SandboxClock, aws: AwsNames): Plant[] {
  const answer = (name: string, what: string, variant: SamlVariant): Plant => ({
    name,
    what,
    plant: () => variants.add(variant, 0),
  });
  const attributes = (name: string, what: string, changes: Record<string, string[]>): Plant =>
    answer(name, what, { attributes: changes });
  const role = aws.roleArn('redshift-sales');
  const { providerArn } = aws;
  const roles = (name: string, what: string, value: string): Plant =>
    attributes(name, what, { [`${PREFIX}Role`]: [value] });
  const shifted = (name: string, what: string, offsetMs: number): Plant => ({
    name,
    what,
    plant: () => {
      const before = clock.offsetMs;
      clock.offsetMs = offsetMs;
      return () => void (clock.offsetMs = before);
    },
  });
  return [
    answer('unsignedAssertion', 'neither response nor assertion is signed', { signature: 'none' }),
    answer('foreignSignature', 'signed by a key that is not in the metadata', { signature: 'foreignKey' }),
    answer('sha1Signature', 'signed by SHA-1', { digest: 'sha1' }),
    answer('encryptedAssertion', 'the app encrypts assertions', { encrypted: true }),
    answer('providerRefuses', 'the provider answers AuthnFailed', { status: 'AuthnFailed' }),
    answer('otherIssuer', 'the app sends another issuer than its metadata says', {
      issuer: 'http://www.okta.com/other',
    }),
    answer('otherAudience', 'the audience of another app', { audience: 'https://app.example.com/saml' }),
    answer('consoleRecipient', 'Recipient is the page of the AWS console', {
      recipient: 'https://signin.aws.amazon.com/saml',
    }),
    answer('consoleDestination', 'Destination is the page of the AWS console', {
      destination: 'https://signin.aws.amazon.com/saml',
    }),
    answer('oldResponse', 'an hour old', { issuedSecondsAgo: 3600 }),
    answer('lateResponse', 'seven minutes old, and good for an hour', { issuedSecondsAgo: 420, validSeconds: 3600 }),
    shifted('clockBehind', 'all services are two hours ahead of this computer', 2 * HOUR),
    shifted('clockAhead', 'all services are two hours behind this computer', -2 * HOUR),
    attributes('noPrincipalTag', 'RedshiftDbRoles is sent without "PrincipalTag:"', {
      [ROLES]: [],
      [`${PREFIX}RedshiftDbRoles`]: ['sales'],
    }),
    attributes('httpAttribute', 'the name of a tag begins with http', {
      [USER]: [],
      [USER.replace('https', 'http')]: ['ethan'],
    }),
    attributes('attributeCase', 'the tag is redshiftdbroles', { [ROLES]: [], [ROLES.toLowerCase()]: ['sales'] }),
    attributes('attributeSpace', 'the name of the Role attribute ends with a space', {
      [`${PREFIX}Role`]: [],
      [`${PREFIX}Role `]: [`${role},${providerArn}`],
    }),
    attributes('misspeltAttribute', 'RoleSesionName', {
      [`${PREFIX}RoleSessionName`]: [],
      [`${PREFIX}RoleSesionName`]: ['ethan@example.com'],
    }),
    attributes('legacyAttributes', "DbUser and DbGroups of the drivers' older set-up", {
      [USER]: [],
      [ROLES]: [],
      'https://redshift.amazon.com/SAML/Attributes/DbUser': ['ethan'],
      'https://redshift.amazon.com/SAML/Attributes/DbGroups': ['sales'],
    }),
    attributes('noRoleAttribute', 'no Role attribute', { [`${PREFIX}Role`]: [] }),
    roles('roleWithoutProvider', 'Role names the role alone', role),
    roles('shortAccount', 'an account of 11 digits', `${role},${providerArn}`.replaceAll(/:(\d{11})\d:/g, ':$1:')),
    roles('roleSemicolon', 'a semicolon between role and provider', `${role};${providerArn}`),
    roles('otherPartition', 'ARNs of AWS in China', `${role},${providerArn}`.replaceAll('arn:aws:', 'arn:aws-cn:')),
    roles('misspeltRole', 'a role that does not exist', `${role}s,${providerArn}`),
    roles('misspeltProvider', 'a SAML provider that does not exist', `${role},${providerArn}a`),
    attributes('sessionNameSpace', 'RoleSessionName is a display name', {
      [`${PREFIX}RoleSessionName`]: ['Ethan Sells'],
    }),
    attributes('sessionNameLong', 'RoleSessionName of 70 characters', {
      [`${PREFIX}RoleSessionName`]: [`${'e'.repeat(58)}@example.com`],
    }),
    attributes('longTag', 'RedshiftDbRoles of 300 characters', { [ROLES]: [`sales:${'r'.repeat(294)}`] }),
    attributes('cutTag', 'RedshiftDbRoles was cut at 256 characters', { [ROLES]: [`sales:${'r'.repeat(250)}`] }),
    attributes('rolesByComma', 'roles with commas between them', { [ROLES]: ['sales,finance'] }),
    attributes('rolesBySemicolon', 'roles with semicolons between them', { [ROLES]: ['sales;finance'] }),
    attributes('rolesBySpace', 'roles with spaces between them', { [ROLES]: ['sales finance'] }),
    attributes('rolesAsList', 'each role a value of its own', { [ROLES]: ['sales', 'finance'] }),
    attributes(
      'manyTags',
      'more tags than a session takes',
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`${PREFIX}PrincipalTag:Noise${index}`, [noise(index)]]),
      ),
    ),
  ];
}

/** 200 characters that cannot be packed, the same in every run. */
function noise(seed: number): string {
  let state = seed + 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  return Array.from({ length: 200 }, () => (next() % 36).toString(36)).join('');
}
