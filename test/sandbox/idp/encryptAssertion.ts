import { createCipheriv, constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { NS } from '../wire/xml';
import type { SigningKey } from './signingKey';

const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const OAEP = `${XMLENC}rsa-oaep-mgf1p`;
const ASSERTION = /<(?:[\w-]+:)?Assertion[ >][^]*<\/(?:[\w-]+:)?Assertion>/;

/** Puts an EncryptedAssertion in the assertion's place (XML Encryption 1.1: AES-256-GCM, key by RSA-OAEP). */
export function encryptAssertion(xml: string, to: SigningKey): string {
  return xml.replace(ASSERTION, (assertion) => {
    const key = randomBytes(32);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const sealed = Buffer.concat([iv, cipher.update(assertion, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    const transported = publicEncrypt(
      { key: createPublicKey(to.certificate), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      key,
    );
    return (
      `<saml2:EncryptedAssertion xmlns:saml2="${NS.saml}"><xenc:EncryptedData xmlns:xenc="${XMLENC}" Type="${XMLENC}Element">` +
      `<xenc:EncryptionMethod Algorithm="${GCM}"/><ds:KeyInfo xmlns:ds="${NS.signature}"><xenc:EncryptedKey>` +
      `<xenc:EncryptionMethod Algorithm="${OAEP}"><ds:DigestMethod Algorithm="${NS.signature}sha1"/></xenc:EncryptionMethod>` +
      `${cipherData(transported)}</xenc:EncryptedKey></ds:KeyInfo>${cipherData(sealed)}</xenc:EncryptedData></saml2:EncryptedAssertion>`
    );
  });
}

function cipherData(bytes: Buffer): string {
  return `<xenc:CipherData><xenc:CipherValue>${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
}
