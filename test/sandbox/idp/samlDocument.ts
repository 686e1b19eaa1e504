import { escapeXml, NS } from '../wire/xml';
import type { Voice } from './voice';

/** What stands in a SAML response, before it is signed. Times are ms since 1970. */
export interface SamlFacts {
  voice: Voice;
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

const STATUS = 'urn:oasis:names:tc:SAML:2.0:status:';
const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** The whole response, unsigned, in the shape that its provider gives it. */
export function successDocument(facts: SamlFacts): string {
  return envelope(facts, status(facts, `${STATUS}Success`), assertion(facts));
}

/**
 * A response without an assertion. `code` is the last part of its second-level code, `AuthnFailed`; or, with a colon
 * in it, the whole first-level one.
 */
export function refusalDocument(facts: SamlFacts, code: string, message: string): string {
  const p = names(facts.voice.prefixes.protocol);
  const written = code.includes(':')
    ? status(facts, code)
    : status(facts, `${STATUS}Responder`, `<${p('StatusCode')} Value="${STATUS}${escapeXml(code)}"/>`);
  const text = `<${p('StatusMessage')}>${escapeXml(message)}</${p('StatusMessage')}>`;
  return envelope(facts, `${written}${text}`, '');
}

function status({ voice }: SamlFacts, value: string, inner = ''): string {
  const tag = names(voice.prefixes.protocol)('StatusCode');
  return inner === ''
    ? `<${tag} Value="${escapeXml(value)}"/>`
    : `<${tag} Value="${escapeXml(value)}">${inner}</${tag}>`;
}

function envelope(facts: SamlFacts, code: string, content: string): string {
  const { protocol } = facts.voice.prefixes;
  const p = names(protocol);
  return (
    `<?xml version="1.0" encoding="UTF-8"?><${p('Response')} ${xmlns(protocol, NS.samlp)} Destination="${escapeXml(facts.destination)}" ` +
    `ID="${facts.responseId}"${inResponseTo(facts)} IssueInstant="${instant(facts.issued)}" Version="2.0">` +
    `${issuer(facts)}<${p('Status')}>${code}</${p('Status')}>${content}</${p('Response')}>`
  );
}

function assertion(facts: SamlFacts): string {
  const { issued, voice } = facts;
  const a = names(voice.prefixes.assertion);
  const element = (name: string, content: string, attributes = ''): string =>
    `<${a(name)}${attributes}>${content}</${a(name)}>`;
  const until = instant(issued + voice.validMs);
  const ends =
    facts.sessionNotOnOrAfter === undefined ? '' : ` SessionNotOnOrAfter="${instant(facts.sessionNotOnOrAfter)}"`;
  const confirmation =
    `<${a('SubjectConfirmationData')}${inResponseTo(facts)} ` +
    `NotOnOrAfter="${until}" Recipient="${escapeXml(facts.recipient)}"/>`;
  return element(
    'Assertion',
    issuer(facts) +
      element(
        'Subject',
        element('NameID', escapeXml(facts.nameId), ` Format="${voice.nameIdFormat}"`) +
          element('SubjectConfirmation', confirmation, ' Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"'),
      ) +
      element(
        'Conditions',
        element('AudienceRestriction', element('Audience', escapeXml(facts.audience))),
        ` NotBefore="${instant(issued - voice.earlyMs)}" NotOnOrAfter="${until}"`,
      ) +
      element(
        'AuthnStatement',
        element(
          'AuthnContext',
          element('AuthnContextClassRef', 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'),
        ),
        ` AuthnInstant="${instant(issued)}" SessionIndex="${facts.assertionId}"${ends}`,
      ) +
      element('AttributeStatement', facts.attributes.map((each) => attribute(facts, each)).join('')),
    ` ${xmlns(voice.prefixes.assertion, NS.saml)} ID="${facts.assertionId}" IssueInstant="${instant(issued)}" Version="2.0"`,
  );
}

function attribute({ voice }: SamlFacts, [name, values]: SamlFacts['attributes'][number]): string {
  const a = names(voice.prefixes.assertion);
  const type = voice.typedAttributes ? ` ${XS} xsi:type="xs:string"` : '';
  const format = voice.typedAttributes ? ' NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"' : '';
  const written = values.map((value) => `<${a('AttributeValue')}${type}>${escapeXml(value)}</${a('AttributeValue')}>`);
  return `<${a('Attribute')} Name="${escapeXml(name)}"${format}>${written.join('')}</${a('Attribute')}>`;
}

function issuer({ voice, issuer: name }: SamlFacts): string {
  const { assertion: prefix } = voice.prefixes;
  const tag = names(prefix)('Issuer');
  const format = voice.typedAttributes ? ' Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"' : '';
  return `<${tag} ${xmlns(prefix, NS.saml)}${format}>${escapeXml(name)}</${tag}>`;
}

function inResponseTo(facts: SamlFacts): string {
  return facts.inResponseTo === undefined ? '' : ` InResponseTo="${escapeXml(facts.inResponseTo)}"`;
}

function names(prefix: string): (name: string) => string {
  return (name) => (prefix === '' ? name : `${prefix}:${name}`);
}

function xmlns(prefix: string, namespace: string): string {
  return prefix === '' ? `xmlns="${namespace}"` : `xmlns:${prefix}="${namespace}"`;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
