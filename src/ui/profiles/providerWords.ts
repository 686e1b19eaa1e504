import { l10n } from 'vscode';
import type { ProviderKind } from '../../core/profile';

/** Names of the kinds of providers, in the order in which they are offered. */
export function providerLabels(): Record<ProviderKind, string> {
  return {
    okta: 'Okta',
    entra: 'Microsoft Entra ID',
    pingfederate: 'PingFederate',
    pingone: 'PingOne',
    saml: l10n.t('Another SAML 2.0 provider'),
  };
}

/** What the addresses of a kind look like. */
export const providerExamples: Record<ProviderKind, { loginUrl: string; metadata: string }> = {
  okta: {
    loginUrl: 'https://example.okta.com/home/…',
    metadata: 'https://example.okta.com/app/…/sso/saml/metadata',
  },
  entra: {
    loginUrl: 'https://login.microsoftonline.com/…/saml2',
    metadata: 'https://login.microsoftonline.com/…/federationmetadata.xml?appid=…',
  },
  pingfederate: {
    loginUrl: 'https://ping.example.com/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices',
    metadata: 'https://ping.example.com/pf/federation_metadata.ping?PartnerSpId=urn%3Aamazon%3Awebservices',
  },
  pingone: {
    loginUrl: 'https://auth.pingone.com/…/saml20/idp/startsso?spEntityId=urn%3Aamazon%3Awebservices',
    metadata: 'https://auth.pingone.com/…/saml20/metadata/…',
  },
  saml: { loginUrl: 'https://sso.example.com/…', metadata: 'https://sso.example.com/metadata' },
};
