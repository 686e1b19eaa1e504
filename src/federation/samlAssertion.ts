import { Failure } from '../core/failure';
import { attribute, childElements, children, isNotPlainText, is, ns, textOf } from './xml';

/** What stands in an assertion, as plain values; nothing is judged yet. Times are ms since 1970. */
export interface Assertion {
  id: string;
  version: string;
  issueInstant: number | undefined;
  issuer: string;
  nameId: string;
  confirmations: Confirmation[];
  conditions: Conditions | undefined;
  /** SessionNotOnOrAfter of each AuthnStatement. */
  authnStatements: { sessionNotOnOrAfter: number | undefined }[];
  /** Values by attribute name, those of equal names together, in order. */
  attributes: ReadonlyMap<string, readonly string[]>;
}

export interface Confirmation {
  method: string;
  recipient: string | undefined;
  inResponseTo: string | undefined;
  notBefore: number | undefined;
  notOnOrAfter: number | undefined;
}

export interface Conditions {
  notBefore: number | undefined;
  notOnOrAfter: number | undefined;
  /** One list for each AudienceRestriction: one of each list must fit. */
  audiences: string[][];
  /** Names of conditions that nobody here knows. */
  unknown: string[];
}

/** Reads by exact path from child to child, so that nothing deeper down can take a value's place. */
export function readAssertion(assertion: Element): Assertion {
  const [subject] = children(assertion, ns.saml, 'Subject');
  const [conditions, ...more] = children(assertion, ns.saml, 'Conditions');
  if (more.length > 0) throw new Failure('saml.unknownCondition', { name: 'Conditions' });
  return {
    id: attribute(assertion, 'ID') ?? '',
    version: attribute(assertion, 'Version') ?? '',
    issueInstant: time(assertion, 'IssueInstant'),
    issuer: onlyText(assertion, 'Issuer'),
    nameId: subject === undefined ? '' : onlyText(subject, 'NameID'),
    confirmations: subject === undefined ? [] : children(subject, ns.saml, 'SubjectConfirmation').map(readConfirmation),
    conditions: conditions === undefined ? undefined : readConditions(conditions),
    authnStatements: children(assertion, ns.saml, 'AuthnStatement').map((statement) => ({
      sessionNotOnOrAfter: time(statement, 'SessionNotOnOrAfter'),
    })),
    attributes: readAttributes(assertion),
  };
}

function readConfirmation(confirmation: Element): Confirmation {
  const [data] = children(confirmation, ns.saml, 'SubjectConfirmationData');
  return {
    method: attribute(confirmation, 'Method') ?? '',
    recipient: data && attribute(data, 'Recipient'),
    inResponseTo: data && attribute(data, 'InResponseTo'),
    notBefore: data && time(data, 'NotBefore'),
    notOnOrAfter: data && time(data, 'NotOnOrAfter'),
  };
}

function readConditions(conditions: Element): Conditions {
  // OneTimeUse is kept by the memory of assertions; ProxyRestriction binds those who issue further assertions.
  const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];
  return {
    notBefore: time(conditions, 'NotBefore'),
    notOnOrAfter: time(conditions, 'NotOnOrAfter'),
    audiences: children(conditions, ns.saml, 'AudienceRestriction').map((restriction) =>
      children(restriction, ns.saml, 'Audience').map(wholeText),
    ),
    unknown: childElements(conditions)
      .filter((condition) => !known.some((name) => is(condition, ns.saml, name)))
      .map(({ localName }) => localName),
  };
}

function readAttributes(assertion: Element): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const statement of children(assertion, ns.saml, 'AttributeStatement')) {
    for (const element of children(statement, ns.saml, 'Attribute')) {
      const name = attribute(element, 'Name') ?? '';
      const more = children(element, ns.saml, 'AttributeValue').map(wholeText);
      values.set(name, [...(values.get(name) ?? []), ...more]);
    }
  }
  return values;
}

/** The text of the only child of that name; '' where it is missing or there are several (then none can be meant). */
function onlyText(parent: Element, name: string): string {
  const [first, ...others] = children(parent, ns.saml, name);
  return first === undefined || others.length > 0 ? '' : wholeText(first);
}

/** The text of an element that holds nothing else. */
function wholeText(element: Element): string {
  if (isNotPlainText(element)) throw new Failure('saml.malformed', { problem: 'interruptedText' });
  return textOf(element);
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/** xs:dateTime; without a zone it means UTC (SAML 2.0 core, 1.3.3), where JavaScript would take local time. */
function time(element: Element, name: string): number | undefined {
  const text = attribute(element, name)?.trim();
  if (text === undefined) return undefined;
  const zone = dateTime.exec(text)?.[2];
  const value = dateTime.test(text) ? Date.parse(zone === undefined ? `${text}Z` : text) : NaN;
  if (Number.isNaN(value)) throw new Failure('saml.malformed', { problem: 'time' });
  return value;
}
