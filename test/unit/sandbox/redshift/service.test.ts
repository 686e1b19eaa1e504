import assert from 'node:assert/strict';
import type { JsonObject } from '../../../sandbox/wire/service';
import { ETHAN, ask, permissionsOf, refusalOf } from '../dataApi/support/redshiftPart';

const redshift = (action: string, input: JsonObject): Promise<JsonObject> => ask('redshift', action, input, ETHAN);
const CREDENTIALS = { ClusterIdentifier: 'redshift-cluster-1', DbName: 'dev' };

describe('Redshift of the sandbox', function () {
  this.timeout(60_000);

  it('describes clusters, one or all', async () => {
    const identifiers = async (input: JsonObject): Promise<unknown> => {
      const { Clusters } = await redshift('DescribeClusters', input);
      return (Clusters as JsonObject[]).map(({ ClusterIdentifier, DBName, ClusterStatus }) => ({
        ClusterIdentifier,
        DBName,
        ClusterStatus,
      }));
    };
    const all = [{ ClusterIdentifier: 'redshift-cluster-1', DBName: 'dev', ClusterStatus: 'available' }];
    assert.deepEqual(
      [await identifiers({}), await identifiers({ ClusterIdentifier: 'redshift-cluster-1', MaxRecords: '20' })],
      [all, all],
    );
  });

  it('gives credentials for as long as was asked, and says when to renew them', async () => {
    const { DbUser, Expiration, NextRefreshTime } = await redshift('GetClusterCredentialsWithIAM', {
      ...CREDENTIALS,
      DurationSeconds: '1800',
    });
    const rest = Date.parse(Expiration as string) - Date.parse(NextRefreshTime as string);
    assert.deepEqual([DbUser, rest], ['ethan', 450_000]);
  });

  it('needs a permission on the database of the cluster', async () => {
    assert.deepEqual(await permissionsOf('redshift', 'GetClusterCredentialsWithIAM', CREDENTIALS), [
      {
        action: 'redshift:GetClusterCredentialsWithIAM',
        resource: 'arn:aws:redshift:us-west-2:123456789012:dbname:redshift-cluster-1/dev',
      },
    ]);
  });

  const refused: [what: string, action: string, input: JsonObject, refusal: string][] = [
    ['an unknown cluster', 'DescribeClusters', { ClusterIdentifier: 'x' }, 'ClusterNotFound 404: Cluster x not found.'],
    [
      'credentials for an unknown cluster',
      'GetClusterCredentialsWithIAM',
      { ClusterIdentifier: 'x' },
      'ClusterNotFound 404: Cluster x not found.',
    ],
    [
      'credentials for no cluster',
      'GetClusterCredentialsWithIAM',
      {},
      'InvalidParameterCombination 400: ClusterIdentifier or CustomDomainName must be specified.',
    ],
    [
      'credentials for too short',
      'GetClusterCredentialsWithIAM',
      { ...CREDENTIALS, DurationSeconds: '899' },
      'InvalidParameterValue 400: DurationSeconds must be between 900 and 3600.',
    ],
  ];
  for (const [what, action, input, refusal] of refused)
    it(`refuses ${what}`, async () => assert.equal(await refusalOf(redshift(action, input)), refusal));
});
