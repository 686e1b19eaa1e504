import { providerKinds, statementRules, wayIds, type Profile } from '../../core/profile';

/** Why a value of a profile cannot be used; `problemText` has the words. */
export type ProfileProblem =
  | 'missing'
  /** Neither a login URL nor metadata. */
  | 'missingAddress'
  | 'notText'
  | 'notAddress'
  | 'notHttps'
  | 'hasPassword'
  | 'notMetadata'
  | 'notRegion'
  | 'notRoleArn'
  | 'notProviderKind'
  | 'notWay'
  | 'wayNeedsOkta'
  | 'notStatementRule'
  | 'notId'
  | 'duplicateId'
  | 'notObject'
  | 'notList'
  | 'notYesNo'
  | 'notWarehouseKind'
  | 'notWarehouseName'
  | 'notDatabase'
  | { notWholeNumberFrom: number; to: number };

/** Judges one value as it stands in the settings; undefined when it is good. */
export type Check = (value: unknown) => ProfileProblem | undefined;

const loopbackHosts = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** http would let the network read or change the sign-in, so it is for loopback (the sandbox) alone. */
export const checkAddress: Check = (value) => {
  if (typeof value !== 'string') return 'notText';
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return 'notAddress';
  }
  if (url.username !== '' || url.password !== '') return 'hasPassword';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return 'notAddress';
  return loopbackHosts.test(url.hostname) ? undefined : 'notHttps';
};

const matches =
  (pattern: RegExp, problem: ProfileProblem): Check =>
  (value) =>
    typeof value !== 'string' ? 'notText' : pattern.test(value) ? undefined : problem;

const wholeNumber =
  (from: number, to: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to
      ? undefined
      : { notWholeNumberFrom: from, to };

const yesNo: Check = (value) => (typeof value === 'boolean' ? undefined : 'notYesNo');

/** The rule of every plain value of a profile; lists and objects are taken apart by `parseProfiles`. */
export const profileChecks = {
  // Part of account ids and of scopes (`profile:<id>`), which other extensions write out.
  id: matches(/^[A-Za-z0-9._-]{1,64}$/, 'notId'),
  name: matches(/\S/, 'missing'),
  provider: (value) => (providerKinds.some((kind) => kind === value) ? undefined : 'notProviderKind'),
  loginUrl: checkAddress,
  metadata: (value) => {
    if (typeof value !== 'string') return 'notText';
    if (value.trimStart().startsWith('<')) return /<(\w+:)?EntityDescriptor\b/.test(value) ? undefined : 'notMetadata';
    return checkAddress(value);
  },
  spEntityId: matches(/^\S+$/, 'missing'),
  region: matches(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'notRegion'),
  acsPort: wholeNumber(1, 65_535),
  preferredRole: matches(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'notRoleArn'),
  sessionDuration: wholeNumber(900, 43_200),
  useFips: yesNo,
  useDualStack: yesNo,
  way: (value) => (value === 'ask' || wayIds.some((id) => id === value) ? undefined : 'notWay'),
  signInTimeout: wholeNumber(10, 3_600),
  statements: (value) => (statementRules.some((rule) => rule === value) ? undefined : 'notStatementRule'),
} as const satisfies Partial<Record<keyof Profile, Check>>;

/** An address as a SAML response names it; `*` in it stands for a region, so that it may stand in the host. */
export const checkRecipient: Check = (value) =>
  checkAddress(typeof value === 'string' ? value.replaceAll('*', 'region') : value);

/** Rules of a warehouse that is typed in by hand. */
export const warehouseChecks = {
  kind: (value) => (value === 'cluster' || value === 'workgroup' ? undefined : 'notWarehouseKind'),
  name: matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/, 'notWarehouseName'),
  database: matches(/^\P{Cc}{1,127}$/u, 'notDatabase'),
  production: yesNo,
} as const satisfies Record<string, Check>;
