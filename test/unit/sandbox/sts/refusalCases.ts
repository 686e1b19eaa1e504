import { signDocument } from '../../../sandbox/idp/signDocument';
import type { SamlVariant } from '../../../sandbox/idp/variant';
import type { JsonObject } from '../../../sandbox/wire/service';
import { ATTRIBUTE, PROVIDER, ROLE, STRANGER, type StsBench } from '../support/assertions';

const DENIED = '403 AccessDenied Not authorized to perform sts:AssumeRoleWithSAML';
const SIGNATURE = '400 InvalidIdentityToken Response signature invalid';
const FOREIGN = '400 InvalidIdentityToken Issuer not present in specified provider';

/** One reason for which STS refuses a response or request. */
export interface Case {
  name: string;
  /** Differences of the signed response. */
  variant?: SamlVariant;
  /** Changes the document after it was signed. */
  change?: (xml: string, bench: StsBench) => string;
  /** Differences of the request. */
  input?: JsonObject;
  /** What STS's clock has moved since, ms. */
  later?: number;
  refusal: string;
}

export const role = (name: string): JsonObject => ({ RoleArn: `arn:aws:iam::123456789012:role/${name}` });
export const attribute = (name: string, ...values: string[]): SamlVariant => ({
  attributes: { [`${ATTRIBUTE}${name}`]: values },
});
const invalid = (text: string): string => `400 InvalidIdentityToken ${text}`;
const validation = (text: string): string => `400 ValidationError ${text}`;
const constraint = (text: string): string => validation(`1 validation error detected: ${text}`);

export const REFUSALS: Case[] = [
  // The signature.
  { name: 'an unsigned response', variant: { signature: 'none' }, refusal: SIGNATURE },
  { name: 'a key that nobody knows', variant: { signature: 'foreignKey' }, refusal: SIGNATURE },
  {
    name: "another provider's key that signs as the first",
    variant: { issuer: 'urn:stranger', ...attribute('Role', `${ROLE},${STRANGER}`) },
    input: { PrincipalArn: STRANGER },
    refusal: SIGNATURE,
  },
  { name: 'a value changed after signing', change: (xml) => xml.replace('>sales<', '>finance<'), refusal: SIGNATURE },
  {
    name: 'a signature value that was damaged',
    change: (xml) => xml.replace(/(SignatureValue>)./, '$1!'),
    refusal: SIGNATURE,
  },
  {
    name: 'a signature without its certificate but with a foreign one',
    variant: { signature: 'foreignKey' },
    change: (xml, bench) => xml.replace(/(X509Certificate>)[^<]*/, `$1${bench.key.certificateBase64}`),
    refusal: SIGNATURE,
  },
  {
    name: 'a second assertion before the signed one',
    change: (xml) => xml.replace('<saml2:Assertion', `${forged(xml)}<saml2:Assertion`),
    refusal: SIGNATURE,
  },
  {
    name: 'a forged assertion around the signed one',
    change: (xml) => {
      const [signed = ''] = /<saml2:Assertion[^]*<\/saml2:Assertion>/.exec(xml) ?? [];
      return xml.replace(signed, forged(xml).replace('</saml2:Assertion>', `${signed}</saml2:Assertion>`));
    },
    refusal: SIGNATURE,
  },
  {
    name: 'a forged assertion with the signature of the one that it hides',
    change: (xml) => {
      const [signed = ''] = /<saml2:Assertion[^]*<\/saml2:Assertion>/.exec(xml) ?? [];
      const [signature = ''] = /<ds:Signature [^]*?<\/ds:Signature>/.exec(xml) ?? [];
      const moved = signature.replace(
        '</ds:Signature>',
        `<ds:Object>${signed.replace(signature, '')}</ds:Object></ds:Signature>`,
      );
      return xml.replace(signed, forged(xml).replace('</saml2:Issuer>', `</saml2:Issuer>${moved}`));
    },
    refusal: SIGNATURE,
  },
  {
    name: 'a response signed rightly around an assertion signed wrongly',
    variant: { signature: 'foreignKey' },
    change: (xml, bench) => signDocument(xml, 'Response', bench.key),
    refusal: SIGNATURE,
  },
  // The document.
  {
    name: 'text that is no base64',
    input: { SAMLAssertion: 'not base64!' },
    refusal: invalid('Invalid base64 SAMLResponse'),
  },
  {
    name: 'a document that is no response',
    change: () => '<a/>',
    refusal: invalid('Your request included an invalid SAML response.'),
  },
  {
    name: 'a document type declaration',
    change: (xml) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>'),
    refusal: invalid('Your request included an invalid SAML response.'),
  },
  {
    name: "the provider's refusal",
    variant: { status: 'AuthnFailed' },
    refusal: '403 IDPRejectedClaim The identity provider refused the sign-in.',
  },
  {
    name: 'an encrypted assertion',
    change: (xml) => xml.replace(/saml2:Assertion(?=[ >])/g, 'saml2:EncryptedAssertion'),
    refusal: invalid('The assertion is encrypted, and the SAML provider has no private key.'),
  },
  // Who and where.
  { name: 'a foreign issuer', variant: { issuer: 'urn:somebody' }, refusal: FOREIGN },
  { name: 'a provider that is not the issuer', input: { PrincipalArn: STRANGER }, refusal: FOREIGN },
  {
    name: 'a provider that does not exist',
    input: { PrincipalArn: `${PROVIDER}2` },
    refusal: invalid("Specified provider doesn't exist."),
  },
  {
    name: 'a role that the response does not name',
    input: role('another'),
    refusal: invalid("SAML Assertion doesn't contain the requested Role and Metadata in the attributes"),
  },
  {
    name: 'a role that the response names with another provider',
    variant: attribute('Role', `${ROLE},${STRANGER}`),
    refusal: invalid("SAML Assertion doesn't contain the requested Role and Metadata in the attributes"),
  },
  { name: 'a role that does not exist', input: role('no-such-role'), refusal: DENIED },
  {
    name: 'another Recipient than the trust policy names',
    variant: { recipient: 'http://localhost:7890/' },
    refusal: DENIED,
  },
  { name: 'tags that the trust policy does not allow', input: role('without-tags'), refusal: DENIED },
  { name: 'a tag value that the trust policy does not allow', input: role('sales-tag-only'), refusal: DENIED },
  {
    name: 'another Audience',
    variant: { audience: 'urn:somebody' },
    refusal: invalid('Response does not contain the required audience.'),
  },
  // Time.
  {
    name: 'a response that was issued five minutes ago',
    later: 5 * 60_000 + 1,
    refusal: '400 ExpiredTokenException Token must be redeemed within 5 minutes of issuance',
  },
  {
    name: 'a response whose time is over',
    later: 5 * 60_000,
    refusal: '400 ExpiredTokenException Response has expired',
  },
  {
    name: 'a session at the provider that has ended',
    variant: { sessionSeconds: 60 },
    later: 61_000,
    refusal: '400 ExpiredTokenException Response has expired',
  },
  { name: 'a response from the future', later: -5 * 60_000 - 1, refusal: invalid('Response is not yet valid') },
  // The session.
  {
    name: 'no RoleSessionName',
    variant: attribute('RoleSessionName'),
    refusal: invalid('RoleSessionName is required in AuthnResponse'),
  },
  {
    name: 'a RoleSessionName with a space',
    variant: attribute('RoleSessionName', 'Ethan Example'),
    refusal: invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),
  },
  {
    name: 'a source identity of the wrong form',
    variant: attribute('SourceIdentity', 'aws:ethan'),
    refusal: invalid('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"'),
  },
  {
    name: 'a source identity that the trust policy does not allow',
    variant: attribute('SourceIdentity', 'ethan'),
    refusal: DENIED,
  },
  {
    name: 'a duration over the maximum of the role',
    input: { DurationSeconds: '3601' },
    refusal: validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
  },
  {
    name: 'a duration under a quarter of an hour',
    input: { DurationSeconds: '899' },
    refusal: constraint(
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ),
  },
  {
    name: 'a duration over twelve hours',
    input: { ...role('long'), DurationSeconds: '43201' },
    refusal: constraint(
      "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ),
  },
  // Tags.
  {
    name: 'a tag value of 257 characters',
    variant: attribute('PrincipalTag:RedshiftDbRoles', 'r'.repeat(257)),
    refusal: constraint(
      `Value '${'r'.repeat(257)}' at 'tags.2.member.value' failed to satisfy constraint: Member must have length less than or equal to 256`,
    ),
  },
  {
    name: 'a tag value with a comma',
    variant: attribute('PrincipalTag:RedshiftDbRoles', 'sales,finance'),
    refusal: constraint(
      "Value 'sales,finance' at 'tags.2.member.value' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*",
    ),
  },
  {
    name: 'a tag with two values',
    variant: attribute('PrincipalTag:RedshiftDbRoles', 'sales', 'finance'),
    refusal: constraint(
      "Value 'sales,finance' at 'tags.2.member.value' failed to satisfy constraint: Member must not be null",
    ),
  },
  {
    name: '51 tags',
    variant: { attributes: manyTags(51, () => 'v') },
    refusal: constraint(
      "Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    ),
  },
  {
    name: 'tags that are too big together',
    variant: { attributes: manyTags(40, noise(200)) },
    refusal: '400 PackedPolicyTooLarge Packed size of session tags consumes % of allotted space.',
  },
  // The request.
  {
    name: 'no role',
    input: { RoleArn: null },
    refusal: constraint("Value 'null' at 'roleArn' failed to satisfy constraint: Member must not be null"),
  },
  { name: 'an ARN that is no role', input: { RoleArn: PROVIDER }, refusal: validation('Request ARN is invalid') },
  {
    name: 'the two ARNs exchanged',
    input: { RoleArn: PROVIDER, PrincipalArn: ROLE },
    refusal: validation('Request ARN is invalid'),
  },
  {
    name: 'a response of more than 100,000 characters',
    input: { SAMLAssertion: 'a'.repeat(100_001) },
    refusal: constraint(
      "Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length less than or equal to 100000",
    ),
  },
];

/** The document's assertion without a signature, with another id and more rights. */
function forged(xml: string): string {
  const [assertion = ''] = /<saml2:Assertion[^]*<\/saml2:Assertion>/.exec(xml) ?? [];
  return assertion
    .replace(/<ds:Signature [^]*?<\/ds:Signature>/, '')
    .replace(/ ID="[^"]*"/, ' ID="forged"')
    .replace('>sales<', '>finance<');
}

function manyTags(count: number, value: () => string): Record<string, string[]> {
  return Object.fromEntries(
    Array.from({ length: count - 2 }, (_, index) => [`${ATTRIBUTE}PrincipalTag:T${index}`, [value()]]),
  );
}

/** Gives text that does not compress away, each time another. */
function noise(length: number): () => string {
  let state = 1;
  const next = (): string => ((state = (state * 48_271) % 2_147_483_647) % 36).toString(36);
  return () => Array.from({ length }, next).join('');
}
