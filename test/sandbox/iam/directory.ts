import { createHash } from 'node:crypto';
import type { Account } from '../wire/context';
import { checkPolicy } from './evaluate';
import type { PolicyDocument } from './policy';

/** An AWS role as an administrator would describe it. */
export interface RolePlan {
  name: string;
  /** Seconds, 3600 to 43200. */
  maxSessionDuration: number;
  trust: PolicyDocument;
  policies: readonly PolicyDocument[];
}

export interface Role extends RolePlan {
  arn: string;
  /** `AROA...`, first half of aws:userid. The same in every run, as an account's is. */
  id: string;
}

/** What IAM knows of an identity provider: taken from its metadata document when it was registered. */
export interface SamlProvider {
  /** Last part of its ARN. */
  name: string;
  arn: string;
  entityId: string;
  /** PEM; several while keys roll over. */
  certificates: readonly string[];
}

/** What an order cannot be done to, as IAM says it. */
export class DirectoryRefusal extends Error {
  constructor(
    readonly code: 'NoSuchEntity' | 'EntityAlreadyExists' | 'DeleteConflict' | 'MalformedPolicyDocument',
    message: string,
  ) {
    super(message);
  }
}

/** Roles and SAML providers of the account. */
export class Directory {
  /** Whether STS is activated for the account in its region ("Account settings" of the IAM console). */
  stsActive = true;
  private readonly roles = new Map<string, Role>();
  private readonly providers = new Map<string, SamlProvider>();
  /** Inline policies by role and name; `role.policies` are their documents. */
  private readonly inline = new Map<Role, Map<string, PolicyDocument>>();

  constructor(readonly account: Account) {}

  addProvider(provider: Omit<SamlProvider, 'arn'>): SamlProvider {
    const arn = `${this.prefix()}:saml-provider/${provider.name}`;
    if (this.providers.has(arn))
      throw new DirectoryRefusal('EntityAlreadyExists', `There is a SAML provider ${provider.name} already.`);
    const added = { ...provider, arn };
    this.providers.set(arn, added);
    return added;
  }

  /** What "Update metadata" does in the console. */
  updateProvider(arn: string, metadata: Pick<SamlProvider, 'entityId' | 'certificates'>): SamlProvider {
    const provider = this.providers.get(arn);
    if (!provider) throw new DirectoryRefusal('NoSuchEntity', `There is no SAML provider ${arn}.`);
    const updated = { ...provider, ...metadata };
    this.providers.set(arn, updated);
    return updated;
  }

  allProviders(): SamlProvider[] {
    return [...this.providers.values()];
  }

  addRole(plan: RolePlan): Role {
    for (const policy of [plan.trust, ...plan.policies]) checkPolicy(policy);
    const arn = this.arnOfRole(plan.name);
    if (this.roles.has(arn))
      throw new DirectoryRefusal('EntityAlreadyExists', `Role with name ${plan.name} already exists.`);
    const role: Role = { ...plan, arn, id: `AROA${letters(arn, 17)}` };
    this.roles.set(arn, role);
    this.inline.set(role, new Map(plan.policies.map((policy, index) => [`policy-${index + 1}`, policy])));
    return role;
  }

  /** In place: who is signed in by the role meets its new policies at once. */
  changeRole(role: Role, change: Partial<Pick<Role, 'trust' | 'maxSessionDuration'>>): void {
    if (change.trust) checkPolicy(change.trust);
    Object.assign(role, change);
  }

  /** Undefined: without the policy of that name. */
  putPolicy(role: Role, name: string, policy: PolicyDocument | undefined): void {
    const named = this.inline.get(role) ?? new Map<string, PolicyDocument>();
    if (policy) {
      checkPolicy(policy);
      named.set(name, policy);
    } else if (!named.delete(name))
      throw new DirectoryRefusal('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
    role.policies = [...named.values()];
  }

  policy(role: Role, name: string): PolicyDocument | undefined {
    return this.inline.get(role)?.get(name);
  }

  allRoles(): Role[] {
    return [...this.roles.values()];
  }

  removeRole(role: Role): void {
    if (role.policies.length > 0)
      throw new DirectoryRefusal('DeleteConflict', 'Cannot delete entity, must delete policies first.');
    this.roles.delete(role.arn);
    this.inline.delete(role);
  }

  removeProvider(arn: string): void {
    if (!this.providers.delete(arn)) throw new DirectoryRefusal('NoSuchEntity', `Manifest not found for arn ${arn}`);
  }

  /** Whether there is such a role or not. */
  arnOfRole(name: string): string {
    return `${this.prefix()}:role/${name}`;
  }

  role(arn: string): Role | undefined {
    return this.roles.get(arn);
  }

  provider(arn: string): SamlProvider | undefined {
    return this.providers.get(arn);
  }

  /** `arn:aws:iam::123456789012` */
  private prefix(): string {
    return `arn:${this.account.partition}:iam::${this.account.accountId}`;
  }
}

/** Upper-case letters and digits that follow from the text, in the alphabet of AWS's ids. */
function letters(text: string, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bytes = createHash('sha256').update(text).digest();
  return Array.from({ length }, (_, index) => alphabet[(bytes[index] ?? 0) % 32]).join('');
}
