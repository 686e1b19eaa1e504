import assert from 'node:assert/strict';
import { comparePictures, type Comparison } from '../../../src/access/comparePictures';
import type { Untold } from '../../../src/access/accessPicture';
import { accessPicture, schemaAccess } from './support/pictures';

const nothing: Comparison = {
  differences: [],
  more: { a: [], b: [] },
  incomparable: [],
  schemas: ['public', 'sales_schema'].map((schema) => {
    const both = schemaAccess(schema);
    return { schema, a: both, b: both };
  }),
};

describe('comparing two pictures of access', () => {
  it('finds nothing between a picture and itself', () => {
    assert.deepEqual(comparePictures(accessPicture(), accessPicture()), nothing);
  });

  it('names what each has more, from tags to default privileges', () => {
    const finance = schemaAccess('finance_schema', { create: true });
    const byOwner = { owner: 'etl', schema: 'public', objects: 'TABLE', privilege: 'SELECT', grantee: 'sales' };
    const a = accessPicture({
      systemPrivileges: { told: true, value: [{ role: 'sales', privilege: 'ACCESS CATALOG' }] },
      defaultPrivileges: { told: true, value: [byOwner] },
    });
    const b = accessPicture({
      user: { current: 'IAMR:analyst', tagged: 'gus', standing: 'shared' },
      tags: [
        { name: 'RedshiftDbUser', value: 'ethan', atLimit: false },
        { name: 'RedshiftDbRoles', value: 'sales:finance', atLimit: false },
        { name: 'Team', value: 'blue', atLimit: false },
      ],
      roles: [
        { name: 'sales', standing: 'granted', sessionName: 'sales' },
        { name: 'finance', standing: 'granted', sessionName: 'okta:finance' },
        { name: 'marketing', standing: 'missing' },
      ],
      inherited: { told: true, value: [] },
      schemas: {
        told: true,
        value: [
          finance,
          schemaAccess('public', { usage: false }),
          schemaAccess('sales_schema', { create: true, relations: 9, counts: { SELECT: 9, INSERT: 0 } }),
        ],
      },
      // By another role, which gives no more.
      systemPrivileges: { told: true, value: [{ role: 'finance', privilege: 'ACCESS CATALOG' }] },
    });
    const { schemas, ...rest } = comparePictures(a, b);
    assert.deepEqual(rest, {
      differences: [
        { kind: 'user', a: 'ethan', b: 'IAMR:analyst' },
        { kind: 'tag', name: 'RedshiftDbRoles', a: 'sales', b: 'sales:finance' },
      ],
      more: {
        a: [
          { kind: 'inherited', role: 'sales', inherits: 'reporting' },
          { kind: 'schemaPrivilege', schema: 'public', privilege: 'USAGE' },
          { kind: 'default', ...byOwner },
        ],
        b: [
          { kind: 'tag', name: 'Team', value: 'blue' },
          { kind: 'role', role: 'okta:finance' },
          { kind: 'schema', schema: finance },
          { kind: 'schemaPrivilege', schema: 'sales_schema', privilege: 'CREATE' },
          {
            kind: 'tables',
            schema: 'sales_schema',
            privilege: 'SELECT',
            has: { count: 9, of: 9 },
            other: { count: 3, of: 7 },
          },
        ],
      },
      incomparable: [],
    });
    assert.deepEqual(
      schemas?.map(({ schema, a: ofA, b: ofB }) => [schema, ofA !== undefined, ofB !== undefined]),
      [
        ['finance_schema', false, true],
        ['public', true, true],
        ['sales_schema', true, true],
      ],
    );
  });

  it('calls what a side was not told not comparable, never missing', () => {
    const why: Untold = { kind: 'denied', message: 'permission denied for relation svv_role_grants' };
    const untold = accessPicture({
      inherited: { told: false, why },
      schemas: { told: false, why },
      systemPrivileges: { told: false, why },
      defaultPrivileges: { told: false, why },
    });
    const full = accessPicture({ systemPrivileges: { told: true, value: [{ role: 'sales', privilege: 'CREATE USER' }] } });
    const parts = ['inherited', 'schemas', 'systemPrivileges', 'defaultPrivileges'] as const;
    const expected = (side: 'a' | 'b'): Comparison => ({
      ...nothing,
      incomparable: parts.map((part) => ({ part, side, why })),
      schemas: undefined,
    });
    assert.deepEqual([comparePictures(untold, full), comparePictures(full, untold)], [expected('a'), expected('b')]);
  }); // prettier-ignore

  it('does not compare the tables of a schema that could not be counted', () => {
    const { relations: _, ...external } = schemaAccess('lake', { kind: 'external', counts: {} });
    const down = accessPicture({ schemas: { told: true, value: [external, schemaAccess('public')] } });
    const up = accessPicture({ schemas: { told: true, value: [schemaAccess('lake'), schemaAccess('public')] } });
    const { more, incomparable } = comparePictures(down, up);
    assert.deepEqual(
      [more, incomparable],
      [{ a: [], b: [] }, [{ part: 'relations', side: 'a', schema: 'lake' }]],
    );
  }); // prettier-ignore

  it('does not count a privilege that one of the warehouses does not know', () => {
    const older = accessPicture({ schemas: { told: true, value: [schemaAccess('public', { counts: { SELECT: 3 } })] } });
    const newer = accessPicture({
      schemas: { told: true, value: [schemaAccess('public', { counts: { SELECT: 3, TRUNCATE: 7 } })] },
    });
    const { more, incomparable } = comparePictures(older, newer);
    assert.deepEqual([more, incomparable], [{ a: [], b: [] }, [{ part: 'privilege', side: 'a', privilege: 'TRUNCATE' }]]);
  }); // prettier-ignore
});
