import { wantedRoles, type Session } from '../core/session';
import type { WarehouseRef } from '../core/warehouse';
import type { RolesReport } from '../redshift/redshift';

/** How the tag RedshiftDbRoles and the session's roles go together for one role. */
export interface RoleStanding {
  /** As the tag names it; as the session names it where the tag does not. */
  name: string;
  /** `granted`: wanted and there. `missing`: wanted, not there. `unnamed`: there, though the tag does not name it. */
  standing: 'granted' | 'missing' | 'unnamed';
  /** The session's name of it, where it has one: `sales`, `IAM:sales`, `namespace:sales`. */
  sessionName?: string;
  /** The database's id of the role. */
  id?: string;
}

/**
 * The tag RedshiftDbUser beside `current_user`. AWS maps the user by the IAM identity and says so in its prefix: `shared` is
 * `IAMR:<role>`, which everybody on one AWS role may get. Nothing here assumes which of them is right.
 */
export type UserStanding = 'same' | 'different' | 'shared' | 'untagged';

/** Who one is in a warehouse and which roles one has there, beside what the identity provider asked for. */
export interface RolesPicture {
  account: string;
  /** The SAML user (NameID) and who vouched for it. */
  samlUser: string;
  issuer: string;
  roleArn: string;
  sessionArn: string;
  /** ms since 1970. */
  expiresAt: number;
  warehouse: WarehouseRef;
  database: string;
  currentUser: string;
  taggedUser?: string;
  user: UserStanding;
  /** False when the assertion has no tag RedshiftDbRoles at all. */
  rolesTagged: boolean;
  /** The wanted roles in the tag's order, then the others by name. */
  roles: RoleStanding[];
}

/** Puts the report of a warehouse beside the session that it was asked with. */
export function rolesPicture(session: Session, warehouse: WarehouseRef, report: RolesReport): RolesPicture {
  const taggedUser = session.principalTags['RedshiftDbUser'];
  return {
    account: session.account.label,
    samlUser: session.nameId,
    issuer: session.issuer,
    roleArn: session.roleArn,
    sessionArn: session.assumedRoleArn,
    expiresAt: session.credentials.expiration,
    warehouse,
    database: report.database,
    currentUser: report.currentUser,
    ...(taggedUser === undefined ? {} : { taggedUser }),
    user: userStanding(taggedUser, report.currentUser),
    rolesTagged: session.principalTags['RedshiftDbRoles'] !== undefined,
    roles: roleStandings(wantedRoles(session), report.roles),
  };
}

function userStanding(tagged: string | undefined, current: string): UserStanding {
  if (tagged === undefined) return 'untagged';
  const [, prefix, name] = /^(?:(IAMR?):)?(.*)$/s.exec(current) ?? [];
  if (foldCase(name ?? current) === foldCase(tagged)) return 'same';
  return prefix === 'IAMR' ? 'shared' : 'different';
}

/** The wanted roles in their order beside those of the session, then the others by name. */
export function roleStandings(wanted: readonly string[], present: RolesReport['roles']): RoleStanding[] {
  const left = new Set(present);
  const standings = [...new Set(wanted)].map((name): RoleStanding => {
    const match = [...left].sort((a, b) => nearness(b.name, name) - nearness(a.name, name))[0];
    if (!match || nearness(match.name, name) === 0) return { name, standing: 'missing' };
    left.delete(match);
    return { name, standing: 'granted', sessionName: match.name, id: match.id };
  });
  const others = [...left].sort((a, b) => a.name.localeCompare(b.name));
  return [
    ...standings,
    ...others.map(({ name, id }): RoleStanding => ({ name, standing: 'unnamed', sessionName: name, id })),
  ];
}

/**
 * How surely a session's role is the wanted one; 0 when it is another. Redshift folds names to lower case, and shows roles
 * of an identity provider as `namespace:role` and groups of IAM as `IAM:group`.
 */
function nearness(sessionName: string, wanted: string): number {
  if (sessionName === wanted) return 3;
  if (foldCase(sessionName) === foldCase(wanted)) return 2;
  return foldCase(sessionName).endsWith(`:${foldCase(wanted)}`) ? 1 : 0;
}

function foldCase(text: string): string {
  return text.toLowerCase();
}
