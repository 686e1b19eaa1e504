import { Failure } from '../core/failure';

/** An AWS role that the assertion offers, with the SAML provider through which it is taken. */
export interface RoleChoice {
  roleArn: string;
  providerArn: string;
}

/** What AWS reads from an assertion's attributes. */
export interface AwsAttributes {
  /** At least one, each once, in the assertion's order. */
  roles: RoleChoice[];
  roleSessionName: string;
  /** Seconds. For the console only; the API takes its own parameter. */
  sessionDuration: number | undefined;
  /** Session tags by name (`RedshiftDbUser`, ...). */
  principalTags: Record<string, string>;
}

const prefix = 'https://aws.amazon.com/SAML/Attributes/';
/** Longest value of a session tag (STS). */
const longestTag = 256;

// Every partition: aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, ... Names of roles may hold commas, those of
// SAML providers may not; paths may stand before either.
const roleArn = String.raw`arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+`;
const providerArn = String.raw`arn:aws[a-z-]*:iam::\d{12}:saml-provider/[\w./-]+`;
const roleFirst = new RegExp(String.raw`^(?<role>${roleArn})\s*,\s*(?<provider>${providerArn})$`);
const providerFirst = new RegExp(String.raw`^(?<provider>${providerArn})\s*,\s*(?<role>${roleArn})$`);

/**
 * Reads the attributes that AWS documents for AssumeRoleWithSAML.
 * @throws Failure saml.noRole, saml.roleSessionName, saml.tagTooLong: what STS would refuse with fewer words
 */
export function readAwsAttributes(attributes: ReadonlyMap<string, readonly string[]>): AwsAttributes {
  return {
    roles: rolesOf(attributes.get(`${prefix}Role`) ?? []),
    roleSessionName: sessionNameOf(attributes.get(`${prefix}RoleSessionName`) ?? []),
    sessionDuration: durationOf(attributes.get(`${prefix}SessionDuration`)?.[0]),
    principalTags: tagsOf(attributes),
  };
}

function rolesOf(values: readonly string[]): RoleChoice[] {
  const roles = new Map<string, RoleChoice>();
  for (const value of values) {
    const groups = (roleFirst.exec(value.trim()) ?? providerFirst.exec(value.trim()))?.groups;
    const choice = { roleArn: groups?.['role'] ?? '', providerArn: groups?.['provider'] ?? '' };
    if (groups !== undefined) roles.set(`${choice.roleArn} ${choice.providerArn}`, choice);
  }
  if (roles.size === 0) throw new Failure('saml.noRole', { values: values.length });
  return [...roles.values()];
}

function sessionNameOf(values: readonly string[]): string {
  const [name, ...others] = values;
  if (name === undefined || name === '') throw new Failure('saml.roleSessionName', { problem: 'missing' });
  if (others.length > 0) throw new Failure('saml.roleSessionName', { problem: 'several' });
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) throw new Failure('saml.roleSessionName', { problem: 'badCharacters' });
  return name;
}

function durationOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}

function tagsOf(attributes: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  const start = `${prefix}PrincipalTag:`;
  const tags = [...attributes]
    .filter(([name]) => name.startsWith(start))
    .map(([name, values]): [string, string] => [name.slice(start.length), values[0] ?? '']);
  const long = tags.find(([, value]) => value.length > longestTag);
  if (long !== undefined) throw new Failure('saml.tagTooLong', { tag: long[0].slice(0, 128), length: long[1].length });
  return Object.fromEntries(tags);
}
