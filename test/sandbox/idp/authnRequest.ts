import { inflateRawSync } from 'node:zlib';
import { attributeOf, child, isElement, NS, parseXml, textOf } from '../wire/xml';

/** What a service provider asks for (SAML core 3.4.1). */
export interface AuthnRequest {
  id: string;
  /** Entity id of who asks; '' when it does not say. */
  issuer: string;
  /** Where the answer shall go; missing = the app's own address. */
  acs?: string;
  forceAuthn: boolean;
  isPassive: boolean;
}

const LONGEST = 100_000;

/** HTTP-Redirect binding: base64 of the deflated document. Undefined for what is no AuthnRequest. */
export function readRedirect(samlRequest: string): AuthnRequest | undefined {
  try {
    return read(inflateRawSync(Buffer.from(samlRequest, 'base64'), { maxOutputLength: LONGEST }).toString('utf8'));
  } catch {
    // No deflated data: the page says that the request is bad.
    return undefined;
  }
}

/** HTTP-POST binding: base64 of the document. */
export function readPost(samlRequest: string): AuthnRequest | undefined {
  return read(Buffer.from(samlRequest, 'base64').toString('utf8').slice(0, LONGEST));
}

function read(xml: string): AuthnRequest | undefined {
  const root = parseXml(xml);
  if (!isElement(root, NS.samlp, 'AuthnRequest')) return undefined;
  const id = attributeOf(root, 'ID');
  if (id === undefined || attributeOf(root, 'Version') !== '2.0') return undefined;
  const acs = attributeOf(root, 'AssertionConsumerServiceURL');
  return {
    id,
    issuer: textOf(child(root, NS.saml, 'Issuer')),
    ...(acs === undefined ? {} : { acs }),
    forceAuthn: truth(attributeOf(root, 'ForceAuthn')),
    isPassive: truth(attributeOf(root, 'IsPassive')),
  };
}

function truth(value: string | undefined): boolean {
  return value === 'true' || value === '1';
}
