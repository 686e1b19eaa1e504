import { generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { bitString, integer, nothing, objectId, sequence, setOf, time, utf8 } from './der';

/** A key that a provider signs with, and the certificate that its metadata shows. */
export interface SigningKey {
  /** PEM */
  privateKey: string;
  /** PEM */
  certificate: string;
  /** The certificate in base64, without PEM's lines: as metadata and KeyInfo carry it. */
  certificateBase64: string;
}

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const COMMON_NAME = '2.5.4.3';
const YEARS_MS = 10 * 365 * 24 * 3600 * 1000;

/** A new RSA key with a self-signed certificate of ten years; about 0.1 s. */
export async function createSigningKey(commonName: string): Promise<SigningKey> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const der = selfSigned(commonName, pair.publicKey, pair.privateKey);
  const certificateBase64 = der.toString('base64');
  const lines = certificateBase64.match(/.{1,64}/g) ?? [];
  return {
    privateKey: pair.privateKey,
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    certificateBase64,
  };
}

/** RFC 5280, version 1: without extensions, as Okta's and most providers' signing certificates could be. */
function selfSigned(commonName: string, publicKey: Buffer, privateKey: string): Buffer {
  const algorithm = sequence(objectId(SHA256_WITH_RSA), nothing());
  const name = sequence(setOf(sequence(objectId(COMMON_NAME), utf8(commonName))));
  const start = Date.now() - 24 * 3600 * 1000;
  const serial = randomBytes(8);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const toBeSigned = sequence(
    integer(serial),
    algorithm,
    name,
    sequence(time(new Date(start)), time(new Date(start + YEARS_MS))),
    name,
    publicKey,
  );
  return sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, privateKey)));
}
