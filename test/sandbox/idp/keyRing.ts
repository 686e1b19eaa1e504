import { createHash } from 'node:crypto';
import { createSigningKey, type SigningKey } from './signingKey';

/** The keys of one provider: what its metadata shows, and which of them signs. Made at the first use. */
export class KeyRing {
  private keys: SigningKey[] = [];
  private current: SigningKey | undefined;
  private making: Promise<void> | undefined;

  /** `made` hears of the first key, so that it can be registered before anything is signed. */
  constructor(
    private readonly commonName: string,
    private readonly made: (certificate: string) => void,
  ) {}

  /** The key that signs. */
  async signing(): Promise<SigningKey> {
    await (this.making ??= this.makeFirst());
    if (!this.current) throw new Error(`${this.commonName} has no key.`);
    return this.current;
  }

  /** What its metadata shows, in that order. */
  async published(): Promise<readonly SigningKey[]> {
    await this.signing();
    return this.keys;
  }

  /** Shows one key more, which does not sign yet. */
  async add(): Promise<void> {
    await this.signing();
    this.keys = [...this.keys, await createSigningKey(this.commonName)];
  }

  /** Signs with the newest; false when that is so already. */
  async switch(): Promise<boolean> {
    const before = await this.signing();
    this.current = this.keys.at(-1);
    return this.current !== before;
  }

  /** Shows the key that signs alone; false when that is so already. */
  async drop(): Promise<boolean> {
    const current = await this.signing();
    const before = this.keys.length;
    this.keys = [current];
    return before > 1;
  }

  /** Without anything secret. */
  async list(): Promise<{ sha256: string; signs: boolean }[]> {
    const current = await this.signing();
    return this.keys.map((key) => ({
      sha256: createHash('sha256').update(Buffer.from(key.certificateBase64, 'base64')).digest('hex'),
      signs: key === current,
    }));
  }

  private async makeFirst(): Promise<void> {
    const key = await createSigningKey(this.commonName);
    this.keys = [key];
    this.current = key;
    this.made(key.certificate);
  }
}
