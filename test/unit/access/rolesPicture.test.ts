import assert from 'node:assert/strict';
import { rolesPicture, type RolesPicture } from '../../../src/access/rolesPicture';
import type { Session } from '../../../src/core/session';
import type { WarehouseRef } from '../../../src/core/warehouse';

const warehouse: WarehouseRef = { kind: 'cluster', name: 'main', database: 'dev' };

function sessionWith(principalTags: Record<string, string>): Session {
  return {
    version: 1,
    account: { id: 'a1', label: 'ethan@example.com' },
    handle: 'h',
    profileId: 'p',
    issuer: 'http://idp',
    nameId: 'ethan@example.com',
    roleArn: 'arn:aws:iam::123456789012:role/analyst',
    providerArn: 'arn:aws:iam::123456789012:saml-provider/okta',
    assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/analyst/ethan',
    roleSessionName: 'ethan',
    principalTags,
    signedInAt: 1,
    credentials: { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiration: 2 },
  };
}

function pictureOf(
  tags: Record<string, string>,
  currentUser: string,
  roles: { name: string; id: string }[],
): RolesPicture {
  return rolesPicture(sessionWith(tags), warehouse, { currentUser, database: 'dev', roles });
}

describe('the picture of roles', () => {
  it('puts the session beside what the tags ask for', () => {
    assert.deepEqual(
      pictureOf({ RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales:nosuch' }, 'ethan', [
        { name: 'zebra', id: '9' },
        { name: 'sales', id: '7' },
        { name: 'audit', id: '8' },
      ]),
      {
        account: 'ethan@example.com',
        samlUser: 'ethan@example.com',
        issuer: 'http://idp',
        roleArn: 'arn:aws:iam::123456789012:role/analyst',
        sessionArn: 'arn:aws:sts::123456789012:assumed-role/analyst/ethan',
        expiresAt: 2,
        warehouse,
        database: 'dev',
        currentUser: 'ethan',
        taggedUser: 'ethan',
        user: 'same',
        rolesTagged: true,
        roles: [
          { name: 'sales', standing: 'granted', sessionName: 'sales', id: '7' },
          { name: 'nosuch', standing: 'missing' },
          { name: 'audit', standing: 'unnamed', sessionName: 'audit', id: '8' },
          { name: 'zebra', standing: 'unnamed', sessionName: 'zebra', id: '9' },
        ],
      } satisfies RolesPicture,
    );
  });

  const users: [tag: string | undefined, currentUser: string, standing: RolesPicture['user']][] = [
    ['ethan', 'ethan', 'same'],
    ['Ethan', 'ethan', 'same'],
    ['ethan', 'IAM:ethan', 'same'],
    ['analyst', 'IAMR:analyst', 'same'],
    ['ethan', 'IAMR:analyst', 'shared'],
    ['ethan', 'frida', 'different'],
    ['ethan', 'IAM:frida', 'different'],
    [undefined, 'ethan', 'untagged'],
  ];
  for (const [tag, currentUser, standing] of users) {
    it(`finds that ${currentUser} is ${standing} where the tag is ${tag ?? 'missing'}`, () => {
      const tags: Record<string, string> = tag === undefined ? {} : { RedshiftDbUser: tag };
      assert.equal(pictureOf(tags, currentUser, []).user, standing);
    });
  }

  const names: [wanted: string, present: string[], granted: string | undefined][] = [
    ['sales', ['okta:sales', 'sales'], 'sales'],
    ['Sales', ['sales'], 'sales'],
    ['sales', ['okta:sales'], 'okta:sales'],
    ['sales', ['IAM:Sales'], 'IAM:Sales'],
    ['sales', ['presales', 'sales_admin'], undefined],
  ];
  for (const [wanted, present, granted] of names) {
    it(`takes ${granted ?? 'none'} of ${present.join(', ')} for ${wanted}`, () => {
      const roles = present.map((name) => ({ name, id: '1' }));
      assert.equal(pictureOf({ RedshiftDbRoles: wanted }, 'u', roles).roles[0]?.sessionName, granted);
    });
  }

  it('tells a missing tag from an empty one', () => {
    const bare = pictureOf({}, 'u', [{ name: 'sales', id: '1' }]);
    const empty = pictureOf({ RedshiftDbRoles: '' }, 'u', []);
    assert.deepEqual([bare.rolesTagged, bare.roles.map(({ standing }) => standing)], [false, ['unnamed']]);
    assert.deepEqual([empty.rolesTagged, empty.roles], [true, []]);
  });
});
