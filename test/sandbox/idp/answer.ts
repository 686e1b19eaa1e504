import { randomUUID } from 'node:crypto';
import type { Person } from '../accounts';
import { encryptAssertion } from './encryptAssertion';
import { refusalDocument, successDocument, type SamlFacts } from './samlDocument';
import { signDocument } from './signDocument';
import type { SigningKey } from './signingKey';
import type { SamlVariant } from './variant';
import type { Voice } from './voice';

/** One sign-in, as far as the answer depends on it. */
export interface Question {
  person: Person;
  acs: string;
  audience: string;
  /** Id of the AuthnRequest, where there was one. */
  requestId: string | undefined;
  /** ms since 1970 */
  now: number;
  attributes: SamlFacts['attributes'];
  /** A status to answer with instead of an assertion. */
  refusal?: string;
}

export interface Keys {
  own: SigningKey;
  /** Made when it is needed first: it costs a tenth of a second. */
  foreign(): Promise<SigningKey>;
}

/** The response as it is posted: base64 of the signed document, with what was ordered to be different. */
export async function answer(
  question: Question,
  voice: Voice,
  variant: SamlVariant,
  keys: Keys,
): Promise<{ xml: string; base64: string }> {
  const facts = factsOf(question, voice, variant);
  const status = question.refusal ?? variant.status;
  const xml =
    status === undefined
      ? await signed(successDocument(facts), voice, variant, keys)
      : refusalDocument(facts, status, 'The sign-in was not completed.');
  return { xml, base64: Buffer.from(xml, 'utf8').toString('base64') };
}

function factsOf(question: Question, voice: Voice, variant: SamlVariant): SamlFacts {
  const issued = question.now - (variant.issuedSecondsAgo ?? 0) * 1000;
  const inResponseTo = variant.inResponseTo === undefined ? question.requestId : variant.inResponseTo;
  const replaced = variant.attributes ?? {};
  const attributes = [
    ...question.attributes.filter(([name]) => !Object.hasOwn(replaced, name)),
    ...Object.entries(replaced).filter(([, values]) => values.length > 0),
  ];
  return {
    voice: variant.validSeconds === undefined ? voice : { ...voice, validMs: variant.validSeconds * 1000 },
    responseId: newId(),
    assertionId: newId(),
    issuer: variant.issuer ?? voice.entityId,
    destination: variant.destination ?? question.acs,
    recipient: variant.recipient ?? question.acs,
    audience: variant.audience ?? question.audience,
    ...(inResponseTo === undefined || inResponseTo === null ? {} : { inResponseTo }),
    nameId: variant.nameId ?? question.person.mail,
    issued,
    ...(variant.sessionSeconds === undefined ? {} : { sessionNotOnOrAfter: issued + variant.sessionSeconds * 1000 }),
    attributes,
  };
}

async function signed(xml: string, voice: Voice, variant: SamlVariant, keys: Keys): Promise<string> {
  const sign = (text: string, element: 'Assertion' | 'Response', key = keys.own): string =>
    signDocument(text, element, key, variant.digest, voice.prefixes.signature);
  // For a recipient that is not here: neither IAM nor a client that has no key can open it.
  const conceal = async (text: string): Promise<string> =>
    variant.encrypted ? encryptAssertion(text, await keys.foreign()) : text;
  switch (variant.signature ?? 'assertion') {
    case 'assertion':
      return conceal(sign(xml, 'Assertion'));
    case 'response':
      return sign(await conceal(xml), 'Response');
    case 'both':
      return sign(await conceal(sign(xml, 'Assertion')), 'Response');
    case 'none':
      return conceal(xml);
    case 'foreignKey':
      return conceal(sign(xml, 'Assertion', await keys.foreign()));
  }
}

/** An xs:ID: no digit in front. */
function newId(): string {
  return `id${randomUUID().replaceAll('-', '')}`;
}
