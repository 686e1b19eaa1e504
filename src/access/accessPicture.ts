import type { DefaultPrivilege, RoleLink, SchemaAccess, Told } from '../core/access';
import type { WarehouseRef } from '../core/warehouse';
import type { RoleStanding, UserStanding } from './rolesPicture';

export { tablePrivileges } from '../core/access';
export type {
  DefaultPrivilege,
  RelationAccess,
  RoleLink,
  SchemaAccess,
  SchemaRelations,
  TablePrivilege,
  Told,
  Untold,
} from '../core/access';

/** A principal tag of the session. */
export interface PrincipalTag {
  name: string;
  value: string;
  /** AWS takes 256 characters: a value of just that length was most likely cut by the provider's expression. */
  atLimit: boolean;
}

/**
 * Everything on the way from the identity provider to what one may do, as it was at `readAt`. Plain JSON, without secrets: it can be
 * exported, kept and compared.
 */
export interface AccessPicture {
  /** Version of this shape. */
  version: 1;
  /** ms since 1970. */
  readAt: number;
  account: string;
  /** Name of the connection. */
  profile: string;
  provider: { samlUser: string; issuer: string };
  tags: readonly PrincipalTag[];
  aws: { roleArn: string; sessionArn: string; expiresAt: number };
  warehouse: WarehouseRef;
  database: string;
  user: { current: string; tagged?: string; standing: UserStanding };
  /** False when the assertion has no tag RedshiftDbRoles at all. */
  rolesTagged: boolean;
  /** Session roles beside the wanted ones. */
  roles: readonly RoleStanding[];
  inherited: Told<readonly RoleLink[]>;
  /** By name; those without any privilege are left out. */
  schemas: Told<readonly SchemaAccess[]>;
  /** CREATE USER, ACCESS SYSTEM TABLE and the like, and the role (or user) that brings them. */
  systemPrivileges: Told<readonly { role: string; privilege: string }[]>;
  defaultPrivileges: Told<readonly DefaultPrivilege[]>;
  /**
   * How many of the AWS role's latest 100 statements are others' and can be read; whose they are, the Data API does not say. 0 where the
   * policy lets one read one's own alone.
   */
  othersStatements: Told<number>;
  /** What is to be known about the links between these, in the order of the chain. */
  findings: readonly Finding[];
}

/** The stations of the chain, from left to right. */
export const stations = ['provider', 'tags', 'aws', 'user', 'roles', 'inherited', 'privileges'] as const;
export type Station = (typeof stations)[number];

/** A link that does not hold, or holds in a way that surprises. */
export type Finding = { station: Station; tone: 'bad' | 'warning' | 'neutral' } & (
  | { code: 'role.missing'; role: string }
  | { code: 'role.unnamed'; role: string }
  | { code: 'roles.untagged' }
  | { code: 'tag.atLimit'; tag: string }
  | { code: 'user.different'; tagged: string; current: string }
  | { code: 'user.shared'; current: string }
  | { code: 'user.untagged' }
  | { code: 'statements.readable'; count: number }
  | { code: 'session.expired' }
);
