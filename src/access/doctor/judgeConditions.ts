import type { TimedPart } from '../../core/failureFactsOfSaml';
import type { Assertion } from '../../federation/samlAssertion';
import { clockSkewMs } from '../../federation/samlConditions';
import { asRemark, fault, remark, type Finding } from './findings';
import { asText } from './foreign';
import type { Evidence, StepResult } from './steps';

/** STS takes an assertion for so long after its issue (AssumeRoleWithSAML); ms. */
const redeemableMs = 300_000;

/** The time by which a response is judged. */
export interface Times {
  /** Of the clock here, ms since 1970. */
  now: number;
  /** How far that is ahead of a server's, as far as one was asked. */
  ahead?: { ms: number; host: string };
  /** The response lay about before it was pasted: that its time is over says nothing about the set-up. */
  lay: boolean;
}

interface Span {
  part: TimedPart;
  begins: number | undefined;
  ends: number | undefined;
}

/** Judges the times of a response, and the clock here where it is to blame for them. */
export function judgeConditions(assertion: Assertion, times: Times): StepResult {
  const { now, ahead, lay } = times;
  const spans = spansOf(assertion);
  const evidence = evidenceOf(assertion, ahead);
  const { conditions, authnStatements } = assertion;
  const incomplete: Finding[] = [
    ...(conditions === undefined ? [fault('saml.incomplete', { missing: 'Conditions' })] : []),
    ...(authnStatements.length === 0 ? [fault('saml.incomplete', { missing: 'AuthnStatement' })] : []),
    ...(conditions?.unknown ?? []).map((name) => fault('saml.unknownCondition', { name: asText(name) })),
  ];
  const findings = [...incomplete, ...timesOf(spans, assertion.issueInstant, now, lay)];
  const off = clockFinding(ahead);
  if (off === undefined || ahead === undefined) return { evidence, findings };
  const byServer = timesOf(spans, assertion.issueInstant, now - ahead.ms, lay);
  const hold = findings.length > incomplete.length && byServer.length === 0;
  return { evidence, findings: hold ? [...incomplete, off] : [...findings, asRemark(off)] };
}

function spansOf({ conditions, confirmations, authnStatements }: Assertion): Span[] {
  return [
    { part: 'Conditions', begins: conditions?.notBefore, ends: conditions?.notOnOrAfter },
    ...confirmations.map(({ notBefore, notOnOrAfter }): Span => ({
      part: 'SubjectConfirmationData',
      begins: notBefore,
      ends: notOnOrAfter,
    })),
    ...authnStatements.map(({ sessionNotOnOrAfter }): Span => ({
      part: 'AuthnStatement',
      begins: undefined,
      ends: sessionNotOnOrAfter,
    })),
  ];
}

/** One finding at most: what is over at one place is over at the others too. */
function timesOf(spans: readonly Span[], issued: number | undefined, now: number, lay: boolean): Finding[] {
  const late = spans.find(({ ends }) => ends !== undefined && now - clockSkewMs >= ends);
  const early = spans.find(({ begins }) => begins !== undefined && now + clockSkewMs < begins);
  if (early?.begins !== undefined) {
    return [fault('saml.notYetValid', { part: early.part, begins: early.begins, now })];
  }
  if (late?.ends !== undefined) {
    const facts = { part: late.part, ended: late.ends, now };
    return [lay ? remark('saml.expired', facts) : fault('saml.expired', facts)];
  }
  const age = issued === undefined ? 0 : now - issued;
  if (age <= redeemableMs) return [];
  const facts = { seconds: Math.round(age / 1000) };
  return [lay ? remark('response.tooOld', facts) : fault('response.tooOld', facts)];
}

function clockFinding(ahead: Times['ahead']): Finding | undefined {
  if (ahead === undefined || Math.abs(ahead.ms) <= clockSkewMs) return undefined;
  return fault('clock.off', { aheadSeconds: Math.round(ahead.ms / 1000), host: ahead.host });
}

function evidenceOf({ issueInstant, conditions }: Assertion, ahead: Times['ahead']): Evidence[] {
  const at = (name: Evidence['name'], time: number | undefined): Evidence[] =>
    time === undefined ? [] : [{ name, value: new Date(time).toISOString() }];
  return [
    ...at('issued', issueInstant),
    ...at('validFrom', conditions?.notBefore),
    ...at('validUntil', conditions?.notOnOrAfter),
    ...(ahead === undefined
      ? []
      : [{ name: 'clockAhead' as const, value: `${Math.round(ahead.ms / 1000)} s (${ahead.host})` }]),
  ];
}
