import { Failure } from '../../core/failure';
import { readAssertion, type Assertion } from '../../federation/samlAssertion';
import type { Envelope } from '../../federation/samlConditions';
import { checkForm, refusalOf } from '../../federation/samlForm';
import { decodeResponse, envelopeOf, parseResponse, signedPart } from '../../federation/samlResponse';
import { children, ns } from '../../federation/xml';
import { fault, remark } from './findings';
import type { StepId, StepResult } from './steps';

/** What could be read of a response, and what that says of the steps `response` and `signature`. */
export interface OpenedResponse {
  steps: [StepId, StepResult][];
  /** Missing where there is none that can be read. Not to be trusted where the signature's step failed. */
  assertion?: Assertion;
  envelope?: Envelope;
}

/** Failures of the form that are about the response as such, not about its signature. */
const aboutResponse = ['saml.encrypted', 'saml.assertionCount', 'saml.malformed'];

/**
 * Opens a response as far as it goes: what is signed wrongly or not at all is still read, so that everything that is wrong with it
 * can be told at once.
 * @param certificates of the provider's metadata; undefined where there is none
 */
export function openResponse(samlResponse: string, certificates: readonly string[] | undefined): OpenedResponse {
  let response: Element;
  let xml: string;
  try {
    ({ xml } = decodeResponse(samlResponse));
    response = parseResponse(xml);
  } catch (error) {
    return { steps: [['response', faultOf(error)]] };
  }
  const refusal = refusalOf(response);
  if (refusal !== undefined) return { steps: [['response', { findings: [fault('saml.refusedByProvider', refusal)] }]] };
  const received: StepResult = { evidence: [{ name: 'characters', value: String(samlResponse.length) }] };
  let read = { response, assertion: children(response, ns.saml, 'Assertion')[0], signed: false };
  const steps: OpenedResponse['steps'] = [['response', received]];
  try {
    const form = checkForm(response);
    if (certificates !== undefined) read = signedPart(xml, form, certificates);
    steps.push(['signature', signatureOf(certificates)]);
  } catch (error) {
    const result = faultOf(error);
    const isResponse = result.findings?.some(({ code }) => aboutResponse.includes(code)) === true;
    if (isResponse) return { steps: [['response', { ...received, ...result }]] };
    steps.push(['signature', result]);
  }
  if (read.assertion === undefined) return { steps };
  try {
    return { steps, assertion: readAssertion(read.assertion), envelope: envelopeOf(read.response, read.signed) };
  } catch (error) {
    return { steps: [['response', { ...received, ...faultOf(error) }], ...steps.slice(1)] };
  }
}

/** Of a signature that holds, as far as that can be told here. */
function signatureOf(certificates: readonly string[] | undefined): StepResult {
  if (certificates === undefined) return { findings: [remark('signature.notChecked', {})] };
  return { evidence: [{ name: 'certificates', value: String(certificates.length) }] };
}

/** @throws what is no Failure */
function faultOf(error: unknown): StepResult {
  if (!Failure.is(error)) throw error;
  return { findings: [fault(error.code, error.facts)] };
}
