/** How one kind of provider writes its answers: whoever reads them must read all of these. */
export interface Voice {
  /** Issuer of its answers. */
  entityId: string;
  /** Namespace prefixes; '' makes it the default namespace. */
  prefixes: { protocol: string; assertion: string; signature: string };
  /** How long an answer is good, from its issue, ms. */
  validMs: number;
  /** How far NotBefore lies before the issue, ms. */
  earlyMs: number;
  /** With NameFormat and xsi:type on attributes. */
  typedAttributes: boolean;
  nameIdFormat: string;
}

const MINUTE = 60_000;
const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

export function oktaVoice(entityId: string): Voice {
  return {
    entityId,
    prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
    validMs: 5 * MINUTE,
    earlyMs: 5 * MINUTE,
    typedAttributes: true,
    nameIdFormat: EMAIL,
  };
}

/** Microsoft's "Single sign-on SAML protocol": default namespaces, no types, good for an hour. */
export function entraVoice(entityId: string): Voice {
  return {
    entityId,
    prefixes: { protocol: 'samlp', assertion: '', signature: '' },
    validMs: 60 * MINUTE,
    earlyMs: 5 * MINUTE,
    typedAttributes: false,
    nameIdFormat: EMAIL,
  };
}

/** PingFederate's and PingOne's: `saml:` and `samlp:`, typed attributes. */
export function pingVoice(entityId: string): Voice {
  return {
    entityId,
    prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'ds' },
    validMs: 5 * MINUTE,
    earlyMs: 5 * MINUTE,
    typedAttributes: true,
    nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  };
}
