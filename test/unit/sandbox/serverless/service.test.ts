import assert from 'node:assert/strict';
import type { JsonObject } from '../../../sandbox/wire/service';
import { ETHAN, ask, permissionsOf, refusalOf } from '../dataApi/support/redshiftPart';

const ARN = 'arn:aws:redshift-serverless:us-west-2:123456789012:workgroup/6c8f6a4e-3f0b-4d53-9a53-5f0c1d2e7a11';
const serverless = (action: string, input: JsonObject): Promise<JsonObject> =>
  ask('redshift-serverless', action, input, ETHAN);

describe('Redshift Serverless of the sandbox', function () {
  this.timeout(60_000);

  it('lists workgroups, and gives one by its name', async () => {
    const { workgroups } = await serverless('ListWorkgroups', { maxResults: 5 });
    const { workgroup } = await serverless('GetWorkgroup', { workgroupName: 'workgroup-1' });
    const [{ workgroupName, workgroupArn, status }] = workgroups as [JsonObject];
    assert.deepEqual(
      [workgroupName, workgroupArn, status, (workgroup as JsonObject)['workgroupArn']],
      ['workgroup-1', ARN, 'AVAILABLE', ARN],
    );
  });

  it('lists the namespace', async () => {
    const { namespaces } = await serverless('ListNamespaces', {});
    assert.deepEqual(
      (namespaces as JsonObject[]).map(({ namespaceName, dbName }) => [namespaceName, dbName]),
      [['default-namespace', 'dev']],
    );
  });

  it('gives credentials for as long as was asked, and says when to renew them', async () => {
    const { dbUser, expiration, nextRefreshTime } = await serverless('GetCredentials', {
      workgroupName: 'workgroup-1',
      dbName: 'dev',
      durationSeconds: 1200,
    });
    assert.deepEqual([dbUser, Math.round((expiration as number) - (nextRefreshTime as number))], ['ethan', 300]);
  });

  it('needs a permission on the workgroup', async () => {
    assert.deepEqual(await permissionsOf('redshift-serverless', 'GetCredentials', { workgroupName: 'workgroup-1' }), [
      { action: 'redshift-serverless:GetCredentials', resource: ARN },
    ]);
  });

  const refused: [what: string, input: JsonObject, refusal: string][] = [
    ['an unknown workgroup', { workgroupName: 'nope' }, 'ResourceNotFoundException 400: Workgroup nope not found.'],
    ['no workgroup', {}, 'ValidationException 400: workgroupName must not be null'],
    [
      'too long credentials',
      { workgroupName: 'workgroup-1', durationSeconds: 3601 },
      'ValidationException 400: durationSeconds must be an integer from 900 to 3600',
    ],
  ];
  for (const [what, input, refusal] of refused)
    it(`refuses ${what}`, async () => assert.equal(await refusalOf(serverless('GetCredentials', input)), refusal));
});
