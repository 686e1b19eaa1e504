import { attributeOf, child, children, NS, textOf } from '../wire/xml';

/** What STS reads in a verified assertion. Times are ms since 1970, NaN when they are no time. */
export interface AssertionFacts {
  issuer: string;
  issued: number;
  nameId: string;
  /** Format of the NameID; '' when it does not say. */
  nameIdFormat: string;
  confirmation: { recipient: string; notOnOrAfter: number } | undefined;
  conditions: { notBefore: number | undefined; notOnOrAfter: number | undefined; audiences: string[] } | undefined;
  sessionNotOnOrAfter: number | undefined;
  /** Values by attribute name, without the space around them. */
  attributes: ReadonlyMap<string, readonly string[]>;
}

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

export function readAssertion(assertion: Element): AssertionFacts {
  const subject = child(assertion, NS.saml, 'Subject');
  const nameId = child(subject, NS.saml, 'NameID');
  return {
    issuer: textOf(child(assertion, NS.saml, 'Issuer')),
    issued: Date.parse(attributeOf(assertion, 'IssueInstant') ?? ''),
    nameId: textOf(nameId),
    nameIdFormat: attributeOf(nameId, 'Format') ?? '',
    confirmation: confirmationOf(subject),
    conditions: conditionsOf(child(assertion, NS.saml, 'Conditions')),
    sessionNotOnOrAfter: instant(child(assertion, NS.saml, 'AuthnStatement'), 'SessionNotOnOrAfter'),
    attributes: attributesOf(assertion),
  };
}

function confirmationOf(subject: Element | undefined): AssertionFacts['confirmation'] {
  if (!subject) return undefined;
  const bearer = children(subject, NS.saml, 'SubjectConfirmation').find(
    (each) => attributeOf(each, 'Method') === BEARER,
  );
  const data = child(bearer, NS.saml, 'SubjectConfirmationData');
  if (!data) return undefined;
  return { recipient: attributeOf(data, 'Recipient') ?? '', notOnOrAfter: instant(data, 'NotOnOrAfter') ?? Number.NaN };
}

function conditionsOf(conditions: Element | undefined): AssertionFacts['conditions'] {
  if (!conditions) return undefined;
  return {
    notBefore: instant(conditions, 'NotBefore'),
    notOnOrAfter: instant(conditions, 'NotOnOrAfter'),
    audiences: children(conditions, NS.saml, 'AudienceRestriction')
      .flatMap((restriction) => children(restriction, NS.saml, 'Audience'))
      .map(textOf),
  };
}

function attributesOf(assertion: Element): Map<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>();
  for (const statement of children(assertion, NS.saml, 'AttributeStatement')) {
    for (const attribute of children(statement, NS.saml, 'Attribute')) {
      const name = attributeOf(attribute, 'Name') ?? '';
      const values = children(attribute, NS.saml, 'AttributeValue').map(textOf);
      attributes.set(name, [...(attributes.get(name) ?? []), ...values]);
    }
  }
  return attributes;
}

function instant(element: Element | undefined, name: string): number | undefined {
  const value = attributeOf(element, name);
  return value === undefined ? undefined : Date.parse(value);
}
