import type { Session } from '../core/session';
import type { WarehouseRef } from '../core/warehouse';
import type { AccessReport } from '../redshift/redshift';
import type { AccessPicture, PrincipalTag } from './accessPicture';
import { findings } from './findings';
import { rolesPicture } from './rolesPicture';

/** Characters of a tag's value that AWS takes ("Passing session tags in AWS STS"). */
const tagLimit = 256;

/**
 * Puts the report of a warehouse beside the session that it was asked with.
 *
 * @param profile name of the connection
 * @param readAt ms since 1970
 */
export function accessPicture(
  session: Session,
  profile: string,
  warehouse: WarehouseRef,
  report: AccessReport,
  readAt: number,
): AccessPicture {
  const picture = rolesPicture(session, warehouse, report);
  const { account, samlUser, issuer, roleArn, sessionArn, expiresAt, taggedUser } = picture;
  const { inherited, schemas, systemPrivileges, defaultPrivileges, othersStatements } = report;
  const known = {
    version: 1,
    readAt,
    account,
    profile,
    provider: { samlUser, issuer },
    tags: Object.entries(session.principalTags).map(tagOf),
    aws: { roleArn, sessionArn, expiresAt },
    warehouse,
    database: picture.database,
    user: {
      current: picture.currentUser,
      ...(taggedUser !== undefined && { tagged: taggedUser }),
      standing: picture.user,
    },
    rolesTagged: picture.rolesTagged,
    roles: picture.roles,
    ...{ inherited, schemas, systemPrivileges, defaultPrivileges, othersStatements },
  } as const;
  return { ...known, findings: findings(known) };
}

function tagOf([name, value]: [string, string]): PrincipalTag {
  return { name, value, atLimit: Array.from(value).length >= tagLimit };
}

/** Whose privileges count in this picture, for reading the tables of a schema. */
export function identitiesOf({ user, roles, inherited }: AccessPicture): { user: string; roles: string[] } {
  const session = roles.flatMap(({ sessionName }) => sessionName ?? []);
  const further = inherited.told ? inherited.value.map(({ inherits }) => inherits) : [];
  return { user: user.current, roles: [...new Set([...session, ...further])] };
}
