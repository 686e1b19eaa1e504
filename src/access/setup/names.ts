import { acsUrl } from '../../core/profile';
import type { SetupPlan } from './setupInput';

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll(`'`, `'\\''`)}'`;
}

/** A name in SQL: always quoted, so that no list of reserved words is needed. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text for a table or a line of Markdown, as code. */
export function markdownCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

export function samlProviderArn({ partition, account, samlProvider }: SetupPlan): string {
  return `arn:${partition}:iam::${account}:saml-provider/${samlProvider}`;
}

export function awsRoleArn({ partition, account, awsRole }: SetupPlan): string {
  return `arn:${partition}:iam::${account}:role/${awsRole}`;
}

/** Where the provider may send its answer, the connection's own first. */
export function acsUrls({ ports }: SetupPlan): string[] {
  return ports.map((acsPort) => acsUrl({ acsPort }));
}

/** Names of attributes in the provider's answer (IAM user guide, "Configure SAML assertions"). */
export const attributeNames = {
  role: 'https://aws.amazon.com/SAML/Attributes/Role',
  sessionName: 'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
  user: 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:RedshiftDbUser',
  roles: 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:RedshiftDbRoles',
} as const;

/** Value of the attribute Role: which role, by which provider. */
export function roleValue(plan: SetupPlan): string {
  return `${awsRoleArn(plan)},${samlProviderArn(plan)}`;
}

/** Each role once, with the groups that carry it, in the order of the lines. */
export function groupsOfRoles({ grants }: Pick<SetupPlan, 'grants'>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { role, group } of grants) groups.set(role, [...new Set([...(groups.get(role) ?? []), group])]);
  return groups;
}
