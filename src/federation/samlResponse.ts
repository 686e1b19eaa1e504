import { Failure } from '../core/failure';
import { isAllowedRecipient } from './recipients';
import type { Assertion } from './samlAssertion';
import { readAssertion } from './samlAssertion';
import type { Envelope, Expectations } from './samlConditions';
import { checkConditions, checkEnvelope, clockSkewMs } from './samlConditions';
import type { ResponseForm } from './samlForm';
import { checkForm, refusalOf } from './samlForm';
import type { LibraryVerdict } from './samlLibrary';
import { libraryVerdict } from './samlLibrary';
import type { ReplayMemory } from './replayMemory';
import { verifiedElement } from './samlSignature';
import { attribute, children, is, ns, parseXml, textOf, XmlError } from './xml';

/** Characters of a SAMLResponse that STS takes (AssumeRoleWithSAML, parameter SAMLAssertion). */
export const longestResponse = 100_000;

/** A response that passed every check that can be made here. */
export interface CheckedResponse {
  /** As STS wants it: base64 without white space. Secret. */
  samlResponse: string;
  issuer: string;
  nameId: string;
  /** Address that the assertion is for; what AWS calls `SAML:aud`. */
  recipient: string;
  attributes: Assertion['attributes'];
  /** When the provider issued the assertion, ms since 1970 by its clock. */
  issuedAt: number | undefined;
  /** False where no metadata is known: then STS alone checks the signature. */
  signatureChecked: boolean;
}

export interface ResponseCheck {
  expected: Expectations;
  /** PEM, of the provider's metadata; undefined where there is none. */
  certificates: readonly string[] | undefined;
  memory: ReplayMemory;
  /** Called when the signature held, before its content is judged. */
  onVerified?: () => void;
}

/**
 * Checks a SAML response as it came by POST. Order: form, signature, then meaning; so that a reason is only ever given about
 * something that is what it says it is.
 * @throws Failure saml.*
 */
export async function checkResponse(posted: string, check: ResponseCheck): Promise<CheckedResponse> {
  const { expected, certificates, memory } = check;
  const { samlResponse, xml } = decodeResponse(posted);
  const response = parseResponse(xml);
  const refusal = refusalOf(response);
  if (refusal !== undefined) throw new Failure('saml.refusedByProvider', refusal);
  const form = checkForm(response);

  const read = certificates === undefined ? { ...form, signed: false } : signedPart(xml, form, certificates);
  if (certificates !== undefined) check.onVerified?.();
  checkEnvelope(envelopeOf(read.response, read.signed), expected);
  const assertion = readAssertion(read.assertion);
  checkConditions(assertion, expected);
  if (certificates !== undefined) {
    const verdict = await libraryVerdict(samlResponse, certificates, expected.audiences);
    if (!agree(verdict, assertion)) throw new Failure('saml.wrapped', { problem: 'readDifferently' });
  }
  const ends = assertion.conditions?.notOnOrAfter ?? Infinity;
  if (!memory.use(assertion, ends + clockSkewMs, expected.now)) throw new Failure('saml.replayed', {});
  return {
    samlResponse,
    issuer: assertion.issuer,
    nameId: assertion.nameId,
    recipient:
      assertion.confirmations.find(({ recipient }) => isAllowedRecipient(expected.recipients, recipient))?.recipient ??
      '',
    attributes: assertion.attributes,
    issuedAt: assertion.issueInstant,
    signatureChecked: certificates !== undefined,
  };
}

/** The response's text. @throws Failure saml.tooLong, saml.malformed */
export function decodeResponse(posted: string): { samlResponse: string; xml: string } {
  const samlResponse = posted.replace(/\s+/g, '');
  if (samlResponse.length > longestResponse) {
    throw new Failure('saml.tooLong', { characters: samlResponse.length, limit: longestResponse });
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(samlResponse)) throw new Failure('saml.malformed', { problem: 'base64' });
  try {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(samlResponse, 'base64'));
    return { samlResponse, xml };
  } catch {
    throw new Failure('saml.malformed', { problem: 'utf8' });
  }
}

/** The root element. @throws Failure saml.malformed */
export function parseResponse(xml: string): Element {
  let response;
  try {
    response = parseXml(xml);
  } catch (error) {
    throw error instanceof XmlError ? new Failure('saml.malformed', { problem: error.problem }) : error;
  }
  if (!is(response, ns.samlp, 'Response')) throw new Failure('saml.malformed', { problem: 'notAResponse' });
  if (attribute(response, 'Version') !== '2.0') throw new Failure('saml.malformed', { problem: 'version' });
  return response;
}

/** The response and its assertion as they were signed; the response as it came where only the assertion is signed. */
export function signedPart(
  xml: string,
  form: ResponseForm,
  certificates: readonly string[],
): { response: Element; assertion: Element; signed: boolean } {
  const top = verifiedElement(xml, form, certificates);
  if (is(top, ns.saml, 'Assertion')) return { response: form.response, assertion: top, signed: false };
  const [assertion] = children(top, ns.saml, 'Assertion');
  if (assertion === undefined) throw new Failure('saml.wrapped', { problem: 'otherElementSigned' });
  return { response: top, assertion, signed: true };
}

/** What stands around the assertion, as it is. */
export function envelopeOf(response: Element, signed: boolean): Envelope {
  const [issuer] = children(response, ns.saml, 'Issuer');
  return {
    destination: attribute(response, 'Destination'),
    inResponseTo: attribute(response, 'InResponseTo'),
    issuer: issuer === undefined ? '' : textOf(issuer),
    signed,
  };
}

/** True when the library read the same user and attributes; of attributes with equal names it keeps the last one. */
function agree(verdict: LibraryVerdict, { nameId, attributes }: Assertion): boolean {
  const same = (ours: readonly string[], theirs: readonly string[]): boolean =>
    theirs.length <= ours.length && theirs.every((value, i) => value.trim() === ours[ours.length - theirs.length + i]);
  return (
    verdict.nameId.trim() === nameId &&
    Object.keys(verdict.attributes).length === attributes.size &&
    [...attributes].every(
      ([name, values]) => name in verdict.attributes && same(values, verdict.attributes[name] ?? []),
    )
  );
}
