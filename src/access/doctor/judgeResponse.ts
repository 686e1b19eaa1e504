import { Failure } from '../../core/failure';
import type { Profile } from '../../core/profile';
import type { AwsAttributes } from '../../federation/attributes';
import { readAwsAttributes } from '../../federation/attributes';
import { audiencesOf } from '../../federation/audiences';
import type { Assertion } from '../../federation/samlAssertion';
import type { Envelope } from '../../federation/samlConditions';
import type { CheckedResponse } from '../../federation/samlResponse';
import { attributePrefix, judgeAttributeNames } from './attributeNames';
import { fault, type Finding } from './findings';
import { asText } from './foreign';
import { judgeConditions } from './judgeConditions';
import { judgeAddresses } from './judgeAddresses';
import { openResponse } from './openResponse';
import { anyRequest, type ResponseCase } from './responseCase';
import { judgeRoles } from './roleValues';
import { signInCheck, stepOf } from './signInCheck';
import { stepIds, type Evidence, type StepId, type StepResult } from './steps';
import { judgeSessionName, judgeTags, tagLengths } from './tagValues';

/** The verdict, step by step; what is missing was not reached. */
export interface ResponseVerdict {
  steps: Map<StepId, StepResult>;
  /** Where nothing is wrong. */
  sound?: { response: CheckedResponse; attributes: AwsAttributes };
}

/**
 * Judges everything that a response says, where the check of a sign-in stops at the first thing that is wrong. That check has the
 * last word: what it alone refuses is told as well.
 */
export async function judgeResponse(given: ResponseCase): Promise<ResponseVerdict> {
  const opened = openResponse(given.samlResponse, given.metadata?.certificates);
  const steps = new Map(opened.steps);
  const { assertion, envelope } = opened;
  if (assertion !== undefined && envelope !== undefined) judgeContent(given, assertion, envelope, steps);
  const checked = await signInCheck(given, envelope);
  if (!Failure.is(checked)) return hasFault(steps) ? { steps } : { steps, sound: checked };
  const step = stepOf(checked.code);
  const known = steps.get(step);
  // A finding of the step names what the check would name, often better.
  const isNamed = known?.findings?.some(({ code }) => code === checked.code) === true;
  if (!isNamed && !hasFault(steps)) {
    const finding = fault(checked.code, checked.facts);
    steps.set(step, { ...known, findings: [...(known?.findings ?? []), finding] });
  }
  return { steps };
}

function judgeContent(
  { profile, metadata, recipients, requestId, times }: ResponseCase,
  assertion: Assertion,
  envelope: Envelope,
  steps: Map<StepId, StepResult>,
): void {
  const { attributes } = assertion;
  const audiences = assertion.conditions?.audiences ?? [];
  const names = [...attributes.keys()];
  const wrongNames = judgeAttributeNames(names);
  const mistaken = (name: string): boolean =>
    wrongNames.some(
      ({ code, facts }) => code === 'attribute.nearMiss' && 'wanted' in facts && facts.wanted.endsWith(`/${name}`),
    );
  if (requestId !== anyRequest && envelope.inResponseTo !== requestId) {
    add(steps, 'response', { findings: [fault('saml.notOurs', { by: 'InResponseTo' })] });
  }
  const by = envelope.inResponseTo === undefined ? 'IdP-initiated' : 'AuthnRequest';
  add(steps, 'response', { evidence: [seen('startedBy', by), seen('user', assertion.nameId)] });
  steps.set('issuer', {
    evidence: [seen('issuer', assertion.issuer)],
    findings: wrongIssuer(
      metadata?.entityId,
      [assertion.issuer, envelope.issuer].filter((issuer) => issuer !== ''),
    ),
  });
  const allowed = audiencesOf(profile);
  steps.set('audience', {
    evidence: audiences.flat().map((audience) => seen('audience', audience)),
    findings: audiences
      .filter((one) => !one.some((audience) => allowed.includes(audience)))
      .map((one) => fault('saml.wrongAudience', { expected: allowed[0] ?? '', got: asText(one.join(', ')) })),
  });
  for (const [id, result] of judgeAddresses(assertion, envelope, recipients)) steps.set(id, result);
  steps.set('conditions', judgeConditions(assertion, times));
  steps.set('attributes', { evidence: names.map((name) => seen('attribute', name)), findings: wrongNames });
  if (!mistaken('Role'))
    steps.set('role', roleStep(attributes.get(`${attributePrefix}Role`) ?? [], attributes, profile));
  const sessionName = attributes.get(`${attributePrefix}RoleSessionName`) ?? [];
  if (!mistaken('RoleSessionName')) {
    const evidence = sessionName.map((name) => seen('sessionName', name));
    steps.set('sessionName', { evidence, findings: judgeSessionName(sessionName) });
  }
  steps.set('tags', { evidence: tagLengths(attributes), findings: judgeTags(attributes) });
}

function roleStep(values: readonly string[], attributes: Assertion['attributes'], profile: Profile): StepResult {
  const only = new Map([
    [`${attributePrefix}Role`, values],
    // What is read with it, and judged elsewhere.
    [`${attributePrefix}RoleSessionName`, ['any']],
  ]);
  let roles: AwsAttributes['roles'] = [];
  try {
    ({ roles } = readAwsAttributes(only));
  } catch (error) {
    if (!Failure.has(error, 'saml.noRole')) throw error;
  }
  const evidence = roles.flatMap(({ roleArn, providerArn }) => [
    seen('awsRole', roleArn),
    seen('samlProvider', providerArn),
  ]);
  if (!attributes.has(`${attributePrefix}Role`) || values.length === 0) {
    return { findings: [fault('saml.noRole', { values: 0 })] };
  }
  return { evidence, findings: judgeRoles(values, roles, profile) };
}

function wrongIssuer(expected: string | undefined, issuers: readonly string[]): Finding[] {
  const got = issuers.find((issuer) => issuer !== expected);
  if (expected === undefined || got === undefined) return [];
  return [fault('saml.wrongIssuer', { expected, got: asText(got) })];
}

function add(steps: Map<StepId, StepResult>, id: StepId, { evidence = [], findings = [] }: StepResult): void {
  const before = steps.get(id);
  steps.set(id, {
    evidence: [...(before?.evidence ?? []), ...evidence],
    findings: [...(before?.findings ?? []), ...findings],
  });
}

const seen = (name: Evidence['name'], value: string): Evidence => ({ name, value: asText(value) });

const isFault = (result: StepResult | undefined): boolean =>
  (result?.findings ?? []).some((finding) => finding.remark === undefined);

function hasFault(steps: ReadonlyMap<StepId, StepResult>): boolean {
  return stepIds.some((id) => isFault(steps.get(id)));
}
