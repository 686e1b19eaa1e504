import { createHash } from 'node:crypto';
import type { Person } from '../../accounts';
import { USUAL_AUTHN, type AuthnSetting } from '../../authnSetting';
import type { SecretBook } from '../../faults/secretBook';

interface Record {
  setting: AuthnSetting;
  password: string;
  /** The newest time step whose code was taken: no code is good twice. */
  usedStep: number;
}

/** The people as their provider knows them: what they need to sign in, and what has changed about it since the start. */
export class UserBook {
  private readonly records = new Map<Person, Record>();

  constructor(
    private readonly people: readonly Person[],
    private readonly secrets: SecretBook,
  ) {
    this.reset();
  }

  /** By user name or mail address, in any case. */
  find(name: string): Person | undefined {
    return this.people.find((each) => [each.user, each.mail].includes(name.trim().toLowerCase()));
  }

  all(): readonly Person[] {
    return this.people;
  }

  /** The person whose name and password these are. */
  check(name: string, password: string): Person | undefined {
    const person = this.find(name);
    return person && this.of(person).password === password ? person : undefined;
  }

  setting(person: Person): AuthnSetting {
    return this.of(person).setting;
  }

  change(person: Person, change: Partial<AuthnSetting>): void {
    const record = this.of(person);
    record.setting = { ...record.setting, ...change };
  }

  setPassword(person: Person, password: string): void {
    this.of(person).password = password;
    this.secrets.add('userPassword', password, person.user);
  }

  hasPassword(person: Person, password: string): boolean {
    return this.of(person).password === password;
  }

  /** False when a code of that time step, or of a later one, was taken before. */
  useStep(person: Person, step: number): boolean {
    const record = this.of(person);
    if (step <= record.usedStep) return false;
    record.usedStep = step;
    return true;
  }

  /** 20 bytes that follow from the name: the same in every run. */
  totpSecret(person: Person): Buffer {
    return createHash('sha1').update(`totp of ${person.user}`).digest();
  }

  /** As at the start; also passwords, and which codes were used. */
  reset(): void {
    for (const person of this.people) {
      const setting = { ...USUAL_AUTHN, ...person.authn };
      this.records.set(person, { setting, password: person.password, usedStep: 0 });
      this.secrets.add('userPassword', person.password, person.user);
    }
  }

  private of(person: Person): Record {
    const record = this.records.get(person);
    if (!record) throw new Error(`${person.user} is not in this sandbox.`);
    return record;
  }
}
