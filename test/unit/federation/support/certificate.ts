import type { KeyObject } from 'node:crypto';
import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** A key of a provider with the certificate that its metadata shows, both PEM. */
export interface SigningKey {
  privateKey: string;
  certificate: string;
}

/** A fresh key with a self-signed certificate: Node makes keys but no certificates, so the DER is written here. */
export function signingKey(type: 'rsa' | 'ec' = 'rsa'): SigningKey {
  const pair =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: certificate(pair.publicKey, pair.privateKey, type),
  };
}

function certificate(publicKey: KeyObject, privateKey: KeyObject, type: 'rsa' | 'ec'): string {
  const algorithm =
    type === 'rsa'
      ? sequence(oid(42, 134, 72, 134, 247, 13, 1, 1, 11), der(0x05))
      : sequence(oid(42, 134, 72, 206, 61, 4, 3, 2));
  const name = sequence(der(0x31, sequence(oid(85, 4, 3), der(0x0c, Buffer.from('test provider')))));
  const tbs = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z'))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(tbs).sign(privateKey);
  const whole = sequence(tbs, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, content: Buffer = Buffer.alloc(0)): Buffer {
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(...bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}
