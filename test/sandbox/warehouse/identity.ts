import type { Caller } from '../wire/service';

/** Who a caller is in a database. */
export interface FederatedIdentity {
  user: string;
  /** Wanted by the tag RedshiftDbRoles; some may not exist. */
  roles: string[];
}

/** Both readings of protocol.md 1.1: the tag RedshiftDbUser decides the name, or the AWS role does. */
export type DbUserReading = 'tag' | 'iamr';

/** The database user and the session roles that the caller's principal tags make. */
export function federatedIdentity(
  caller: Pick<Caller, 'roleName' | 'tags'>,
  reading: DbUserReading,
): FederatedIdentity {
  const tagged = caller.tags['RedshiftDbUser'] ?? '';
  return {
    user: reading === 'tag' && tagged !== '' ? tagged : `IAMR:${caller.roleName}`,
    roles: (caller.tags['RedshiftDbRoles'] ?? '').split(':').filter((role) => role !== ''),
  };
}
