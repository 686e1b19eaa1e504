import { isSafeAddress } from '../../federation/text';
import { oktaRolesExpression, oktaValueLimit } from './okta';
import { readGrants } from './readGrants';
import {
  samlProviderNames,
  type GroupGrant,
  type SetupInput,
  type SetupPlan,
  type SetupProblem,
  type SetupWarning,
} from './setupInput';

export interface ReadSetup {
  /** Undefined where there is a problem. */
  plan?: SetupPlan;
  problems: SetupProblem[];
  warnings: SetupWarning[];
}

type TextField = Exclude<keyof SetupInput, 'groups' | 'provider' | 'warehouseKind'>;

/** Longest value of a session tag (STS API reference, Tag). */
const tagLimit = 256;

/** Judges what was typed. Never throws: every problem is named with its place. */
export function readSetup(input: SetupInput): ReadSetup {
  const problems: SetupProblem[] = [];
  const checked = (field: TextField, pattern: RegExp, problem: SetupProblem['problem']): string => {
    const value = input[field].trim();
    if (value === '') problems.push({ field, problem: 'missing' });
    else if (!pattern.test(value)) problems.push({ field, problem });
    return value;
  };
  const address = (field: 'loginUrl' | 'metadataUrl'): string | undefined => {
    const value = input[field].trim();
    if (value === '') return undefined;
    if (!isSafeAddress(value) || new URL(value).username !== '') problems.push({ field, problem: 'notAddress' });
    return value;
  };
  const account = checked('account', /^\d{12}$/, 'notAccount');
  const region = checked('region', /^[a-z]{2,}(-[a-z]+)+-\d+$/, 'notRegion');
  const name =
    input.warehouseKind === 'cluster'
      ? checked('warehouse', /^(?=.{1,63}$)[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/, 'notCluster')
      : checked('warehouse', /^(?=.{3,64}$)[a-z0-9][a-z0-9-]*$/, 'notWorkgroup');
  const workgroupId =
    input.warehouseKind === 'cluster'
      ? ''
      : checked('workgroupId', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'notUuid');
  // It stands in an ARN, where * ? and $ would mean more than themselves.
  const database = checked('database', /^[\p{L}_][\p{L}\p{N}_.@+-]{0,63}$/u, 'notDatabase');
  const ports = readPorts(checked('ports', /^\d+(\s*,\s*\d+)*$/, 'notPorts'));
  if (ports.some((port) => port < 1 || port > 65_535)) problems.push({ field: 'ports', problem: 'notPorts' });
  const { grants, problems: ofGroups } = readGrants(input.groups);
  problems.push(...ofGroups);
  const samlProvider =
    input.samlProvider.trim() === ''
      ? samlProviderNames[input.provider]
      : checked('samlProvider', /^[\w.-]{1,128}$/, 'notSamlProvider');
  const awsRole = checked('awsRole', /^[\w+=,.@-]{1,64}$/, 'notAwsRole');
  const hours = Number(checked('hours', /^([1-9]|1[0-2])$/, 'notHours'));
  const connection = checked('connection', /^\P{Cc}{1,100}$/u, 'notName');
  const loginUrl = address('loginUrl');
  const metadataUrl = address('metadataUrl');
  const entityId =
    input.provider === 'entra' ? checked('entityId', /^\S{1,255}$/, 'notEntityId') : 'urn:amazon:webservices';
  const warnings = warningsOf(input, grants, loginUrl ?? metadataUrl);
  if (problems.length > 0) return { problems, warnings };
  const plan: SetupPlan = {
    provider: input.provider,
    account,
    region,
    partition: partitionOf(region),
    warehouse: { kind: input.warehouseKind, name, workgroupId, database },
    ports,
    grants,
    samlProvider,
    awsRole,
    hours,
    connection,
    ...(loginUrl === undefined ? {} : { loginUrl }),
    ...(metadataUrl === undefined ? {} : { metadataUrl }),
    entityId,
  };
  return { plan, problems, warnings };
}

function readPorts(text: string): number[] {
  return [...new Set(text.split(',').map((port) => Number(port.trim())))];
}

const partitions: readonly [start: string, partition: string][] = [
  ['us-gov-', 'aws-us-gov'],
  ['cn-', 'aws-cn'],
  ['eusc-', 'aws-eusc'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-iso-', 'aws-iso'],
];

/** The part of AWS that a region belongs to: every ARN begins with it. */
function partitionOf(region: string): string {
  return partitions.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';
}

function warningsOf(
  { provider }: SetupInput,
  grants: readonly GroupGrant[],
  address: string | undefined,
): SetupWarning[] {
  const roles = [...new Set(grants.map(({ role }) => role))];
  const groups = new Set(grants.map(({ group }) => group));
  const characters = roles.join(':').length;
  const expression = provider === 'okta' ? oktaRolesExpression({ grants: [...grants] }).length : 0;
  return [
    ...(characters > tagLimit ? [{ warning: 'tagTooLong' as const, characters }] : []),
    ...(expression > oktaValueLimit
      ? [{ warning: 'expressionTooLong' as const, characters: expression, limit: oktaValueLimit }]
      : []),
    ...roles.flatMap((role) => (role === role.toLowerCase() ? [] : [{ warning: 'capitals' as const, role }])),
    ...(provider === 'entra' && groups.size > 1 ? [{ warning: 'oneGroupOnly' as const }] : []),
    ...(provider === 'pingfederate' || provider === 'pingone' ? [{ warning: 'untried' as const }] : []),
    ...(address === undefined ? [{ warning: 'noAddress' as const }] : []),
  ];
}
