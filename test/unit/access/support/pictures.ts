import type { AccessPicture, SchemaAccess } from '../../../../src/access/accessPicture';

/** What one may do in a local schema of 7 relations: USAGE, and SELECT on some. */
export function schemaAccess(schema: string, changes: Partial<SchemaAccess> = {}): SchemaAccess {
  return { schema, kind: 'local', usage: true, create: false, relations: 7, counts: { SELECT: 3, INSERT: 0 }, ...changes };
} // prettier-ignore

/** A sound picture of a person of the sales team. */
export function accessPicture(changes: Partial<AccessPicture> = {}): AccessPicture {
  return {
    version: 1,
    readAt: 1_800_000_000_000,
    account: 'ethan@example.com',
    profile: 'Analytics',
    provider: { samlUser: 'ethan@example.com', issuer: 'http://idp.test' },
    tags: [
      { name: 'RedshiftDbUser', value: 'ethan', atLimit: false },
      { name: 'RedshiftDbRoles', value: 'sales', atLimit: false },
    ],
    aws: {
      roleArn: 'arn:aws:iam::123456789012:role/analyst',
      sessionArn: 'arn:aws:sts::123456789012:assumed-role/analyst/ethan',
      expiresAt: 1_800_003_600_000,
    },
    warehouse: { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' },
    database: 'dev',
    user: { current: 'ethan', tagged: 'ethan', standing: 'same' },
    rolesTagged: true,
    roles: [{ name: 'sales', standing: 'granted', sessionName: 'sales', id: '1' }],
    inherited: { told: true, value: [{ role: 'sales', inherits: 'reporting' }] },
    schemas: { told: true, value: [schemaAccess('public'), schemaAccess('sales_schema')] },
    systemPrivileges: { told: true, value: [] },
    defaultPrivileges: { told: true, value: [] },
    othersStatements: { told: true, value: 0 },
    findings: [],
    ...changes,
  };
}
