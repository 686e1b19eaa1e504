import { escapeXml, NS } from '../wire/xml';

/** What stands in a SAML response, before it is signed. Times are ms since 1970. */
export interface SamlFacts {
  responseId: string;
  assertionId: string;
  issuer: string;
  destination: string;
  recipient: string;
  audience: string;
  /** Missing in answers that nobody asked for. */
  inResponseTo?: string;
  nameId: string;
  issued: number;
  /** When the session at the provider ends; STS caps credentials by it. */
  sessionNotOnOrAfter?: number;
  attributes: readonly (readonly [name: string, values: readonly string[]])[];
}

/** Okta's answers are good for five minutes before and after they are issued. */
const VALID_MS = 5 * 60_000;

const STATUS = 'urn:oasis:names:tc:SAML:2.0:status:';

/** The whole response, unsigned, in the shape that Okta gives it. */
export function successDocument(facts: SamlFacts): string {
  return envelope(facts, `<saml2p:StatusCode Value="${STATUS}Success"/>`, assertion(facts));
}

/** A response without an assertion. `status` is the last part of its second-level code: `AuthnFailed`, `NoPassive`. */
export function refusalDocument(facts: SamlFacts, status: string, message: string): string {
  const code = `<saml2p:StatusCode Value="${STATUS}Responder"><saml2p:StatusCode Value="${STATUS}${escapeXml(status)}"/></saml2p:StatusCode>`;
  return envelope(facts, `${code}<saml2p:StatusMessage>${escapeXml(message)}</saml2p:StatusMessage>`, '');
}

function envelope(facts: SamlFacts, status: string, content: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><saml2p:Response xmlns:saml2p="${NS.samlp}" Destination="${escapeXml(facts.destination)}" ` +
    `ID="${facts.responseId}"${inResponseTo(facts)} IssueInstant="${instant(facts.issued)}" Version="2.0">` +
    `${issuer(facts)}<saml2p:Status>${status}</saml2p:Status>${content}</saml2p:Response>`
  );
}

function assertion(facts: SamlFacts): string {
  const { issued } = facts;
  const until = instant(issued + VALID_MS);
  const ends =
    facts.sessionNotOnOrAfter === undefined ? '' : ` SessionNotOnOrAfter="${instant(facts.sessionNotOnOrAfter)}"`;
  return (
    `<saml2:Assertion xmlns:saml2="${NS.saml}" ID="${facts.assertionId}" IssueInstant="${instant(issued)}" Version="2.0">` +
    issuer(facts) +
    `<saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${escapeXml(facts.nameId)}</saml2:NameID>` +
    `<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData${inResponseTo(facts)} ` +
    `NotOnOrAfter="${until}" Recipient="${escapeXml(facts.recipient)}"/></saml2:SubjectConfirmation></saml2:Subject>` +
    `<saml2:Conditions NotBefore="${instant(issued - VALID_MS)}" NotOnOrAfter="${until}"><saml2:AudienceRestriction>` +
    `<saml2:Audience>${escapeXml(facts.audience)}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>` +
    `<saml2:AuthnStatement AuthnInstant="${instant(issued)}" SessionIndex="${facts.assertionId}"${ends}><saml2:AuthnContext>` +
    `<saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef>` +
    `</saml2:AuthnContext></saml2:AuthnStatement>` +
    `<saml2:AttributeStatement>${facts.attributes.map(attribute).join('')}</saml2:AttributeStatement></saml2:Assertion>`
  );
}

function attribute([name, values]: readonly [string, readonly string[]]): string {
  const written = values.map(
    (value) =>
      `<saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" ` +
      `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${escapeXml(value)}</saml2:AttributeValue>`,
  );
  return (
    `<saml2:Attribute Name="${escapeXml(name)}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">` +
    `${written.join('')}</saml2:Attribute>`
  );
}

function issuer(facts: SamlFacts): string {
  return (
    `<saml2:Issuer xmlns:saml2="${NS.saml}" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">` +
    `${escapeXml(facts.issuer)}</saml2:Issuer>`
  );
}

function inResponseTo(facts: SamlFacts): string {
  return facts.inResponseTo === undefined ? '' : ` InResponseTo="${escapeXml(facts.inResponseTo)}"`;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
