import assert from 'node:assert/strict';
import { partsOfRoleArn } from '../../../../src/ui/accounts/roleArn';
import { anyProfileScope, profileOfScopes, profileScope, scopesAllow } from '../../../../src/ui/accounts/scopes';

describe('scopes', () => {
  const table: [scopes: string[] | undefined, profile: string | undefined, allowsP1: boolean][] = [
    [undefined, undefined, true],
    [[], undefined, true],
    [[anyProfileScope], undefined, true],
    [[profileScope('p1')], 'p1', true],
    [[profileScope('p2')], 'p2', false],
    [['openid', profileScope('p1')], 'p1', true],
    [['openid'], undefined, true],
  ];
  for (const [scopes, profile, allowsP1] of table) {
    it(`${scopes?.join(' ') ?? 'no scopes'} ask for ${profile ?? 'any profile'}`, () => {
      assert.deepEqual([profileOfScopes(scopes ?? []), scopesAllow(scopes, 'p1')], [profile, allowsP1]);
    });
  }
});

describe('the ARN of a role', () => {
  const table: [arn: string, name: string, account: string][] = [
    ['arn:aws:iam::123456789012:role/analyst', 'analyst', '123456789012'],
    ['arn:aws-us-gov:iam::123456789012:role/a/b/analyst', 'analyst', '123456789012'],
    ['something else', 'something else', ''],
  ];
  for (const [arn, name, account] of table) {
    it(`${arn} is ${name} of account ${account || 'unknown'}`, () => {
      assert.deepEqual(partsOfRoleArn(arn), { name, account });
    });
  }
});
