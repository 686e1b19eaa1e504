import type { RoleChoice } from '../../federation/attributes';
import { asRemark, fault, remark, type Finding, type RoleProblem } from './findings';
import { asText } from './foreign';

/**
 * Judges the Role attribute: values that AWS passes over, and roles that are of no use in the connection's region. Bad values beside
 * a good one are remarks.
 * @param roles those that could be read
 */
export function judgeRoles(
  values: readonly string[],
  roles: readonly RoleChoice[],
  { region, preferredRole }: { region: string; preferredRole?: string },
): Finding[] {
  const bad = values.flatMap((value) => judgeValue(value, roles));
  const elsewhere = roles
    .filter(({ roleArn }) => partitionOf(roleArn) !== partitionOfRegion(region))
    .map(({ roleArn }) => fault('role.partition', { arn: roleArn, region }));
  const split = roles
    .filter(({ roleArn, providerArn }) => accountOf(roleArn) !== accountOf(providerArn))
    .map(({ roleArn, providerArn }) => remark('role.accounts', { roleArn, providerArn }));
  const some = roles.length > elsewhere.length;
  const faults = [...bad, ...elsewhere].map((finding) => (some ? asRemark(finding) : finding));
  const preferred =
    preferredRole === undefined || roles.some(({ roleArn }) => roleArn === preferredRole)
      ? []
      : [remark('role.notOffered', { preferred: preferredRole })];
  return [...faults, ...split, ...(roles.length === 0 ? [] : preferred)];
}

function judgeValue(value: string, roles: readonly RoleChoice[]): Finding[] {
  const parts = value.split(',').map((part) => part.trim());
  // A role's name may hold commas: what could be read is not judged again.
  const read = roles.some(({ roleArn, providerArn }) => value.includes(roleArn) && value.includes(providerArn));
  return read ? [] : [fault('role.value', { value: asText(value), problem: problemOf(value, parts) })];
}

function problemOf(value: string, parts: readonly string[]): RoleProblem {
  if (value === '') return 'empty';
  const arns = value.match(/arn:/g)?.length ?? 0;
  const hasRole = value.includes(':role/');
  const hasProvider = value.includes(':saml-provider/');
  if (arns <= 1 && hasRole) return 'onlyRole';
  if (arns <= 1 && hasProvider) return 'onlyProvider';
  if (hasRole && hasProvider && parts.length === 1) return 'separator';
  if (parts.some((part) => /^arn:[\w-]+:iam::(?!\d{12}:)\d*:/.test(part))) return 'account';
  if (parts.some((part) => /^arn:(?!aws(-[a-z]+)*:)/.test(part))) return 'partition';
  return parts.some((part) => /\s/.test(part)) ? 'space' : 'form';
}

const partitionOf = (arn: string): string => arn.split(':')[1] ?? '';
const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** Regions and partitions, as the endpoint rules of AWS's SDKs have them. */
const partitions: readonly (readonly [region: RegExp, partition: string])[] = [
  [/^cn-/, 'aws-cn'],
  [/^us-gov-/, 'aws-us-gov'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^eu-isoe-/, 'aws-iso-e'],
  [/^us-isof-/, 'aws-iso-f'],
  [/^eusc-/, 'aws-eusc'],
  [/^/, 'aws'],
];

function partitionOfRegion(region: string): string {
  return partitions.find(([pattern]) => pattern.test(region))?.[1] ?? 'aws';
}
