import assert from 'node:assert/strict';
import type { RolesPicture } from '../../src/access/rolesPicture';
import { inspectorSections } from '../../src/ui/inspector/inspectorSections';
import type { InspectorSection } from '../../src/webview/protocol';

const picture: RolesPicture = {
  account: 'ethan',
  samlUser: 'ethan@example.com',
  issuer: 'http://idp.test',
  roleArn: 'arn:aws:iam::123456789012:role/analyst',
  sessionArn: 'arn:aws:sts::123456789012:assumed-role/analyst/ethan',
  expiresAt: 0,
  warehouse: { kind: 'cluster', name: 'main', database: 'dev' },
  database: 'dev',
  currentUser: 'IAMR:analyst',
  taggedUser: 'ethan',
  user: 'shared',
  rolesTagged: true,
  roles: [
    { name: 'sales', standing: 'granted', sessionName: 'sales', id: '1' },
    { name: 'finance', standing: 'granted', sessionName: 'okta:finance', id: '2' },
    { name: 'marketing', standing: 'missing' },
    { name: 'audit', standing: 'unnamed', sessionName: 'audit', id: '3' },
  ],
};
const facts = { profile: 'My company', expired: false };

const section = (changes: Partial<RolesPicture>, at: number): InspectorSection => {
  const found = inspectorSections({ ...picture, ...changes }, facts)[at];
  assert.ok(found);
  return found;
};

describe('the words of the role inspector', () => {
  it('put each role beside what the tag asks for', () => {
    assert.deepEqual(section({}, 1), {
      heading: 'Database roles',
      facts: [],
      table: {
        caption: 'Roles that the tag RedshiftDbRoles asks for, beside the roles of the session',
        columns: ['Role', 'Tag RedshiftDbRoles', 'Session'],
        rows: [
          { cells: ['sales', 'wanted', 'granted'], tone: 'good' },
          { cells: ['finance', 'wanted', 'granted as okta:finance'], tone: 'good' },
          { cells: ['marketing', 'wanted', 'not granted'], tone: 'bad' },
          { cells: ['audit', 'not named', 'granted in the database'], tone: 'neutral' },
        ],
      },
      notes: [{ tone: 'bad', text: 'Not granted: marketing. Does the database have a role of that very name?' }],
    } satisfies InspectorSection);
  });

  it('say that there are no roles, and that none were asked for', () => {
    const { table, notes } = section({ roles: [], rolesTagged: false }, 1);
    assert.deepEqual(
      [table, notes.map(({ text }) => text)],
      [
        undefined,
        [
          'Your identity provider asks for no roles: the assertion has no tag RedshiftDbRoles.',
          'The session has no roles.',
        ],
      ],
    );
  });

  const users: [standing: RolesPicture['user'], tone: string, words: RegExp][] = [
    ['same', 'good', /asks for\.$/],
    ['different', 'bad', /asks for the user ethan, but the database knows you as IAMR:analyst\.$/],
    ['shared', 'neutral', /IAMR:analyst: a user of the AWS role, which everybody on that role may share\.$/],
    ['untagged', 'neutral', /no tag RedshiftDbUser\.$/],
  ];
  for (const [user, tone, words] of users) {
    it(`say what a user means that is ${user}`, () => {
      const [note] = section({ user }, 0).notes;
      assert.equal(note?.tone, tone);
      assert.match(note.text, words);
    });
  }

  it('name the AWS role, both ARNs, and who vouched for whom', () => {
    const names = [2, 3].flatMap((at) => section({}, at).facts).filter(({ code }) => code);
    assert.deepEqual(
      names.map(({ value }) => value),
      ['analyst', '123456789012', picture.roleArn, picture.sessionArn, 'ethan@example.com', 'http://idp.test'],
    );
  });
});
