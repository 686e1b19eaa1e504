import assert from 'node:assert/strict';
import { MetadataError, parseMetadata } from '../../../src/federation/metadata';
import { signingKey } from './support/certificate';
import { issuer, key, metadataXml, nextKey, now } from './support/samlBuilder';

const usual = metadataXml([key, nextKey]);

function problemOf(text: string): string {
  try {
    parseMetadata(text, now);
    return 'accepted';
  } catch (error) {
    if (error instanceof MetadataError) return error.problem;
    throw error;
  }
}

describe('metadata of a provider', () => {
  it('gives entity id, every certificate for signatures, and the address for redirects', () => {
    assert.deepEqual(parseMetadata(usual, now), {
      entityId: issuer,
      certificates: [key.certificate, nextKey.certificate],
      ssoRedirect: 'https://idp.example.org/sso',
    });
  });

  const accepted: [name: string, text: string][] = [
    ['keys without use', usual.replaceAll(' use="signing"', '')],
    ['a declaration and a byte order mark', `\uFEFF<?xml version="1.0"?>\n${usual}\n`],
    [
      'other roles of the same entity',
      usual.replace('<md:IDPSSODescriptor', '<md:RoleDescriptor/><md:SPSSODescriptor/><md:IDPSSODescriptor'),
    ],
    [
      'a list of entities with one provider',
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:EntityDescriptor entityID="sp"/>${usual}</md:EntitiesDescriptor>`,
    ],
    ['a certificate broken into lines', usual.replace(/(MII.{20})/, '$1\n   ')],
    ['an end that is far', usual.replace('entityID', 'validUntil="2030-01-01T00:00:00Z" entityID')],
    [
      'a certificate that cannot be read beside good ones',
      usual.replace('</md:IDPSSODescriptor>', certificateOf('AAAA') + '</md:IDPSSODescriptor>'),
    ],
  ];
  for (const [name, text] of accepted) {
    it(`may have ${name}`, () => {
      assert.deepEqual(parseMetadata(text, now).certificates, [key.certificate, nextKey.certificate]);
    });
  }

  it('leaves out keys for encryption and such that are not RSA', () => {
    const encryption = metadataXml([nextKey]).replace('use="signing"', 'use="encryption"');
    const text = usual.replace(
      '</md:IDPSSODescriptor>',
      `${/<md:KeyDescriptor.*<\/md:KeyDescriptor>/.exec(encryption)?.[0] ?? ''}</md:IDPSSODescriptor>`,
    );
    assert.equal(parseMetadata(text, now).certificates.length, 2);
    assert.equal(problemOf(metadataXml([signingKey('ec')])), 'noCertificate');
  });

  it('has no address for redirects where none is safe', () => {
    assert.equal(parseMetadata(metadataXml([key], 'http://idp.example.org/sso'), now).ssoRedirect, undefined);
  });

  const refused: [name: string, text: string, problem: string][] = [
    ['an HTML page', '<!DOCTYPE html><html></html>', 'notXml'],
    ['text', 'hello', 'notXml'],
    ['other XML', '<a/>', 'notMetadata'],
    ['no entity id', usual.replace(` entityID="${issuer}"`, ''), 'notMetadata'],
    [
      'a service provider',
      '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="sp"><md:SPSSODescriptor/></md:EntityDescriptor>',
      'noProvider',
    ],
    ['a provider of SAML 1.1', usual.replaceAll('SAML:2.0:protocol', 'SAML:1.1:protocol'), 'noProvider'],
    [
      'several providers',
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${usual}${usual}</md:EntitiesDescriptor>`,
      'severalProviders',
    ],
    ['no certificate', metadataXml([]), 'noCertificate'],
    ['an end that is over', usual.replace('entityID', 'validUntil="2020-01-01T00:00:00Z" entityID'), 'expired'],
    ['an end that cannot be read', usual.replace('entityID', 'validUntil="soon" entityID'), 'expired'],
  ];
  for (const [name, text, problem] of refused) it(`is refused: ${name}`, () => assert.equal(problemOf(text), problem));
});

function certificateOf(base64: string): string {
  return `<md:KeyDescriptor><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
}
