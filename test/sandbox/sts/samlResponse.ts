import type { SamlProvider } from '../iam/directory';
import { attributeOf, child, children, isElement, NS, parseXml, textOf } from '../wire/xml';
import { readAssertion, type AssertionFacts } from './assertion';
import { refusals } from './refusals';
import { verifySignatures } from './signature';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const REDEEM_MS = 5 * 60_000;
/** Audiences that stand for AWS ("Configure SAML assertions for the authentication response"). */
const AUDIENCE = /^(urn:amazon:webservices|https:\/\/(?:[a-z0-9-]+\.)?signin\.aws\.amazon\.com\/saml)$/;

/** A verified assertion with what had to be there. */
export type VerifiedAssertion = AssertionFacts & { confirmation: NonNullable<AssertionFacts['confirmation']> };

/** Decodes, verifies and dates a response; throws STS's refusal. What roles it is good for is not judged here. */
export function verifyResponse(base64: string, provider: SamlProvider, now: number): VerifiedAssertion {
  const xml = decode(base64);
  const root = parseXml(xml);
  if (!isElement(root, NS.samlp, 'Response')) throw refusals.notWellFormed();
  checkStatus(root);
  if (children(root, NS.saml, 'EncryptedAssertion').length > 0) throw refusals.encrypted();
  // Before the signature, as AWS does it: a foreign provider's key cannot fit anyway. It is only a refusal so far.
  checkIssuers(root, provider);
  const signed = verifySignatures(xml, root, provider.certificates);
  if (!signed) throw refusals.signature();
  const facts = readAssertion(signed.assertion);
  if (facts.issuer !== provider.entityId) throw refusals.foreignIssuer();
  checkTime(facts, now);
  if (!facts.conditions?.audiences.some((audience) => AUDIENCE.test(audience))) throw refusals.audience();
  if (facts.nameId === '') throw refusals.noNameId();
  const { confirmation } = facts;
  if (!confirmation || confirmation.recipient === '') throw refusals.noConfirmation();
  return { ...facts, confirmation };
}

function decode(base64: string): string {
  const compact = base64.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw refusals.unreadable();
  return Buffer.from(compact, 'base64').toString('utf8');
}

function checkStatus(root: Element): void {
  const code = child(child(root, NS.samlp, 'Status'), NS.samlp, 'StatusCode');
  if (attributeOf(code, 'Value') !== SUCCESS) throw refusals.rejectedByProvider();
}

function checkIssuers(root: Element, provider: SamlProvider): void {
  const issuers = [root, ...children(root, NS.saml, 'Assertion')]
    .map((element) => child(element, NS.saml, 'Issuer'))
    .filter((issuer) => issuer !== undefined)
    .map(textOf);
  if (issuers.length === 0 || issuers.some((issuer) => issuer !== provider.entityId)) throw refusals.foreignIssuer();
}

/** No allowance for clocks that differ: AWS documents none. */
function checkTime({ conditions, confirmation, issued, sessionNotOnOrAfter }: AssertionFacts, now: number): void {
  // Written so that NaN, a time that is none, is refused too.
  const over = (end: number | undefined): boolean => end !== undefined && !(now < end);
  if (conditions?.notBefore !== undefined && !(now >= conditions.notBefore)) throw refusals.notYetValid();
  if (!(now - issued <= REDEEM_MS)) throw refusals.redeemedLate();
  if (over(conditions?.notOnOrAfter) || over(confirmation?.notOnOrAfter) || over(sessionNotOnOrAfter))
    throw refusals.responseExpired();
}
