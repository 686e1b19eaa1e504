import assert from 'node:assert/strict';
import { federatedIdentity, type DbUserReading } from '../../../sandbox/warehouse/identity';

describe('the database user of a federated caller', () => {
  const cases: [reading: DbUserReading, tags: Record<string, string>, user: string, roles: string[]][] = [
    ['tag', { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales:finance' }, 'ethan', ['sales', 'finance']],
    ['iamr', { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales' }, 'IAMR:redshift-sales', ['sales']],
    ['tag', { RedshiftDbRoles: ':sales:' }, 'IAMR:redshift-sales', ['sales']],
    ['tag', { RedshiftDbUser: 'ethan' }, 'ethan', []],
  ];
  for (const [reading, tags, user, roles] of cases)
    it(`is ${user} with ${roles.length} roles by ${reading} from ${JSON.stringify(tags)}`, () =>
      assert.deepEqual(federatedIdentity({ roleName: 'redshift-sales', tags }, reading), { user, roles }));
});
