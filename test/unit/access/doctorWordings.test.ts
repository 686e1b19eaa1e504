import assert from 'node:assert/strict';
import { judgeAttributeNames } from '../../../src/access/doctor/attributeNames';
import { judgeRoles } from '../../../src/access/doctor/roleValues';
import { refusal } from '../../../src/access/doctor/stsStep';
import { judgeSessionName, judgeTags } from '../../../src/access/doctor/tagValues';
import { dbRolesStep, loginFinding } from '../../../src/access/doctor/warehouseSteps';
import { Failure } from '../../../src/core/failure';
import type { Session } from '../../../src/core/session';
import { readServerError } from '../../../src/redshift/serverErrors';

const prefix = 'https://aws.amazon.com/SAML/Attributes/';
const account = 'arn:aws:iam::123456789012';
const role = { roleArn: `${account}:role/analyst`, providerArn: `${account}:saml-provider/Okta` };
const pair = `${role.roleArn},${role.providerArn}`;

describe('the doctor reads', () => {
  // Redshift's wordings first, PostgreSQL's after them.
  const logins: [text: string, code: string][] = [
    ['FATAL: database "nosuch" does not exist', 'login.noDatabase'],
    ['ERROR: Database nosuch does not exist. [ErrorId: 1-6655f1c2]', 'login.noDatabase'],
    ['FATAL: user "IAMR:analyst" does not exist', 'login.refused'],
    ['FATAL: password authentication failed for user "IAMR:analyst" [ErrorId: 1-66]', 'login.refused'],
    ['FATAL: no pg_hba.conf entry for host "::ffff:10.0.0.1", user "ethan", database "dev", SSL on', 'login.refused'],
    ['FATAL: role "ethan" does not exist', 'login.refused'],
    ['FATAL: permission denied for database "dev"\n  Detail: User does not have CONNECT privilege.', 'login.refused'],
    ['FATAL: role "ethan" is not permitted to log in', 'login.refused'],
    ['FATAL: connection limit "500" exceeded for non-bootstrap users', 'warehouse.connectionFailed'],
    ['ERROR: out of memory', 'warehouse.queryFailed'],
  ];
  for (const [text, code] of logins) {
    it(`“${text.split('\n')[0] ?? ''}” as ${code}`, () => {
      assert.equal(loginFinding(readServerError(text, 'SELECT 1'), 'main', 'dev').code, code);
    });
  }

  const refusals: [failure: Failure, code: string][] = [
    [invalid("Specified provider doesn't exist."), 'sts.noProvider'],
    [invalid('Issuer not present in specified provider'), 'sts.foreignIssuer'],
    [invalid('Response signature invalid'), 'sts.staleMetadata'],
    [invalid('Response does not contain the required audience.'), 'sts.invalidIdentity'],
    [notAuthorized('Not authorized to perform sts:TagSession'), 'sts.noTagSession'],
    [notAuthorized('Not authorized to perform sts:AssumeRoleWithSAML'), 'sts.notAuthorized'],
    [new Failure('sts.expired', {}), 'sts.expired'],
  ];
  for (const [failure, code] of refusals) {
    it(`${JSON.stringify(failure.facts).slice(0, 90)} as ${code}`, () => {
      assert.equal(refusal(failure, role, { issuer: 'http://idp' }).code, code);
    });
  }

  function invalid(message: string): Failure {
    return new Failure('sts.invalidIdentity', { providerArn: role.providerArn, message });
  }

  function notAuthorized(message: string): Failure {
    return new Failure('sts.notAuthorized', { ...role, recipient: 'http://localhost:7890/redshift/', message });
  }

  const right = ['Role', 'RoleSessionName', 'PrincipalTag:RedshiftDbUser', 'PrincipalTag:RedshiftDbRoles'].map(
    (name) => prefix + name,
  );
  const names: [what: string, names: string[], problems: string[]][] = [
    ['the right names', right, []],
    ['more than these', [...right, `${prefix}SessionDuration`, `${prefix}PrincipalTag:Team`, 'email', 'Role'], []],
    ['one without its address', ['Role', ...right.slice(1)], ['noPrefix Role']],
    ['a bare tag', [...right.slice(0, 3), 'RedshiftDbRoles'], ['noPrincipalTag PrincipalTag:RedshiftDbRoles']],
    [
      'a slash for the colon',
      [...right.slice(0, 3), `${prefix}PrincipalTag/RedshiftDbRoles`],
      ['misspelt PrincipalTag:RedshiftDbRoles'],
    ],
    ['no user tag, and none that resembles it', [...right.slice(0, 2), right[3] ?? ''], []],
    ['no tags at all', right.slice(0, 2), ['tags.none']],
  ];
  for (const [what, given, problems] of names) {
    it(`${what} among the attributes rightly`, () => {
      const told = judgeAttributeNames(given).map(({ code, facts }) =>
        'wanted' in facts ? `${facts.problem} ${facts.wanted.slice(prefix.length)}` : code,
      );
      assert.deepEqual(told, problems);
    });
  }

  const values: [value: string, problem: string][] = [
    ['', 'empty'],
    [role.providerArn, 'onlyProvider'],
    [pair.replace(',', ' '), 'separator'],
    [pair.replaceAll('123456789012', '1234567890123'), 'account'],
    [pair.replace('arn:aws:', 'arn:amazon:'), 'partition'],
    [pair.replace('/analyst', '/ana lyst'), 'space'],
    [`${role.roleArn},${role.roleArn}`, 'form'],
  ];
  for (const [value, problem] of values) {
    it(`the role “${value}” as ${problem}`, () => {
      assert.deepEqual(judgeRoles([value], [], { region: 'us-west-2' }), [
        { code: 'role.value', facts: { value, problem } },
      ]);
    });
  }

  it('what is wrong with some roles as remarks where another one is good', () => {
    const china = { roleArn: role.roleArn.replace('aws', 'aws-cn'), providerArn: role.providerArn };
    const told = judgeRoles([pair, 'nonsense'], [role, china], { region: 'eu-west-1', preferredRole: 'other' });
    assert.deepEqual(told, [
      { code: 'role.value', facts: { value: 'nonsense', problem: 'form' }, remark: true },
      { code: 'role.partition', facts: { arn: china.roleArn, region: 'eu-west-1' }, remark: true },
      { code: 'role.notOffered', facts: { preferred: 'other' }, remark: true },
    ]);
  });

  it('roles in China as right in a region of China', () => {
    const china = { roleArn: role.roleArn.replace('aws', 'aws-cn'), providerArn: role.providerArn };
    assert.deepEqual(judgeRoles([`${china.roleArn} , ${china.providerArn}`], [china], { region: 'cn-north-1' }), []);
  });

  it('the database user beside the tag', () => {
    const warehouse = { kind: 'cluster', name: 'main', database: 'dev' } as const;
    const session = (principalTags: Record<string, string>): Session => ({
      version: 1,
      account: { id: 'a', label: 'ethan@example.com' },
      handle: 'h',
      profileId: 'p',
      issuer: 'http://idp',
      nameId: 'ethan@example.com',
      ...role,
      assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/analyst/ethan',
      roleSessionName: 'ethan',
      principalTags,
      signedInAt: 1,
      credentials: { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiration: 2 },
    });
    const told = (tags: Record<string, string>, currentUser: string): unknown =>
      dbRolesStep(session(tags), warehouse, { currentUser, database: 'dev', roles: [{ name: 'sales', id: '7' }] })
        .findings;
    const tags = { RedshiftDbUser: 'ethan', RedshiftDbRoles: 'sales' };
    assert.deepEqual(
      [told(tags, 'IAM:ethan'), told(tags, 'IAMR:analyst'), told(tags, 'other'), told({}, 'IAMR:analyst')],
      [
        [],
        [{ code: 'dbUser.shared', facts: { current: 'IAMR:analyst' }, remark: true }],
        [{ code: 'dbUser.different', facts: { tagged: 'ethan', current: 'other' }, remark: true }],
        [{ code: 'dbRoles.untagged', facts: {}, remark: true }],
      ],
    );
  });

  it('session names and tags that AWS takes, and those that it does not', () => {
    const tag = (value: string): string[] =>
      judgeTags(new Map([[`${prefix}PrincipalTag:RedshiftDbRoles`, [value]]])).map(({ code }) => code);
    assert.deepEqual(
      {
        names: ['ethan@example.com', 'e', 'Müller', ''].map((name) => judgeSessionName([name]).map(({ code }) => code)),
        several: judgeSessionName(['a1', 'b1']).map(({ code }) => code),
        tags: ['sales:finance', '', 'a|b', 'a#b', 'Data Team:sales'].map(tag),
      },
      {
        names: [[], ['sessionName.length'], ['sessionName.characters'], ['saml.roleSessionName']],
        several: ['saml.roleSessionName'],
        tags: [[], [], ['tag.separator'], ['tag.characters'], []],
      },
    );
  });
});
