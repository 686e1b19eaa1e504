import assert from 'node:assert/strict';
import { Failure } from '../../../src/core/failure';
import { readAwsAttributes } from '../../../src/federation/attributes';

const prefix = 'https://aws.amazon.com/SAML/Attributes/';
const role = 'arn:aws:iam::123456789012:role/sales';
const provider = 'arn:aws:iam::123456789012:saml-provider/okta';
const choice = { roleArn: role, providerArn: provider };

function read(values: Record<string, string[]>): ReturnType<typeof readAwsAttributes> {
  const usual = { Role: [`${role},${provider}`], RoleSessionName: ['ethan'] };
  return readAwsAttributes(
    new Map(Object.entries({ ...usual, ...values }).map(([name, value]) => [`${prefix}${name}`, value])),
  );
}

function failureOf(values: Record<string, string[]>): unknown {
  try {
    read(values);
    return 'accepted';
  } catch (error) {
    return Failure.is(error) ? [error.code, error.facts] : error;
  }
}

describe('AWS attributes of an assertion', () => {
  const roles: [name: string, values: string[], expected: { roleArn: string; providerArn: string }[]][] = [
    ['role first', [`${role},${provider}`], [choice]],
    ['provider first', [`${provider},${role}`], [choice]],
    ['spaces around', [`  ${role} ,\n ${provider} `], [choice]],
    [
      'several, in their order',
      [`${role}2,${provider}`, `${provider},${role}1`].map((value) => value),
      [
        { roleArn: `${role}2`, providerArn: provider },
        { roleArn: `${role}1`, providerArn: provider },
      ],
    ],
    ['the same twice', [`${role},${provider}`, `${provider},${role}`], [choice]],
    ['one that cannot be read beside a good one', ['nonsense', `${role},${provider}`], [choice]],
    [
      'paths, and commas in the name of the role',
      [`arn:aws:iam::123456789012:role/a/b,c=d,${provider}`],
      [{ roleArn: 'arn:aws:iam::123456789012:role/a/b,c=d', providerArn: provider }],
    ],
    ...['aws-us-gov', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-f'].map(
      (partition): [string, string[], { roleArn: string; providerArn: string }[]] => {
        const roleArn = role.replace('aws', partition);
        const providerArn = provider.replace('aws', partition);
        return [`partition ${partition}`, [`${providerArn},${roleArn}`], [{ roleArn, providerArn }]];
      },
    ),
  ];
  for (const [name, values, expected] of roles) {
    it(`hold roles: ${name}`, () => assert.deepEqual(read({ Role: values }).roles, expected));
  }

  it('hold name, duration and tags', () => {
    const { roles: _, ...rest } = read({
      RoleSessionName: ['ethan@example.org'],
      SessionDuration: ['3600'],
      'PrincipalTag:RedshiftDbUser': ['ethan'],
      'PrincipalTag:RedshiftDbRoles': ['sales:finance'],
      'PrincipalTag:__proto__': ['x'],
      TransitiveTagKeys: ['RedshiftDbRoles'],
    });
    assert.deepEqual(rest, {
      roleSessionName: 'ethan@example.org',
      sessionDuration: 3600,
      principalTags: Object.fromEntries([
        ['RedshiftDbUser', 'ethan'],
        ['RedshiftDbRoles', 'sales:finance'],
        ['__proto__', 'x'],
      ]),
    });
  });

  const refusals: [name: string, values: Record<string, string[]>, reason: unknown][] = [
    ['no role', { Role: [] }, ['saml.noRole', { values: 0 }]],
    ['roles in another form', { Role: [role, provider, `${role};${provider}`] }, ['saml.noRole', { values: 3 }]],
    ['two roles in one value', { Role: [`${role},${role}`] }, ['saml.noRole', { values: 1 }]],
    ['no session name', { RoleSessionName: [] }, ['saml.roleSessionName', { problem: 'missing' }]],
    ['an empty session name', { RoleSessionName: [''] }, ['saml.roleSessionName', { problem: 'missing' }]],
    ['several session names', { RoleSessionName: ['a', 'b'] }, ['saml.roleSessionName', { problem: 'several' }]],
    [
      'a session name with spaces',
      { RoleSessionName: ['Ethan Sales'] },
      ['saml.roleSessionName', { problem: 'badCharacters' }],
    ],
    [
      'a session name of one letter',
      { RoleSessionName: ['e'] },
      ['saml.roleSessionName', { problem: 'badCharacters' }],
    ],
    [
      'a session name of 65 letters',
      { RoleSessionName: ['e'.repeat(65)] },
      ['saml.roleSessionName', { problem: 'badCharacters' }],
    ],
    [
      'a tag of 257 characters',
      { 'PrincipalTag:RedshiftDbRoles': ['r'.repeat(257)] },
      ['saml.tagTooLong', { tag: 'RedshiftDbRoles', length: 257 }],
    ],
  ];
  for (const [name, values, reason] of refusals) {
    it(`are refused with a reason: ${name}`, () => assert.deepEqual(failureOf(values), reason));
  }

  it('may hold tags of exactly 256 characters', () => {
    assert.equal(failureOf({ 'PrincipalTag:RedshiftDbRoles': ['r'.repeat(256)] }), 'accepted');
  });
});
