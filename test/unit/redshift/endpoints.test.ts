import assert from 'node:assert/strict';
import { redshiftEndpoints } from '../../../src/redshift/endpoints';

const services = ['redshift', 'redshift-serverless', 'redshift-data'] as const;
type Hosts = readonly [redshift: string, serverless: string, data: string];

/** By the partitions of the SDK's endpoint rules. */
const suffixes: [region: string, plain: string, dualStack: string][] = [
  ['us-west-2', 'amazonaws.com', 'api.aws'],
  ['ap-southeast-7', 'amazonaws.com', 'api.aws'],
  ['cn-northwest-1', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['eusc-de-east-1', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['us-iso-east-1', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob-east-1', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['eu-isoe-west-1', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['us-isof-south-1', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
];

function hostsOf(...of: Parameters<typeof redshiftEndpoints>): Hosts {
  const { redshift, redshiftServerless, redshiftData } = redshiftEndpoints(...of);
  return [redshift, redshiftServerless, redshiftData];
}

describe('the endpoints of Redshift', () => {
  for (const [region, plain, dualStack] of suffixes) {
    it(`in ${region} are those of its partition, with FIPS and dual-stack as wanted`, () => {
      const expected = (label: string, suffix: string): string[] =>
        services.map((service) => `https://${service}${label}.${region}.${suffix}/`);
      assert.deepEqual(
        [
          hostsOf(region, {}, {}),
          hostsOf(region, { useFips: true }, {}),
          hostsOf(region, { useDualStack: true }, {}),
          hostsOf(region, { useFips: true, useDualStack: true }, {}),
        ],
        [expected('', plain), expected('-fips', plain), expected('', dualStack), expected('-fips', dualStack)],
      );
    });
  }

  it('in GovCloud are FIPS endpoints under the plain name where there is no other', () => {
    assert.deepEqual(hostsOf('us-gov-west-1', { useFips: true }, {}), [
      'https://redshift.us-gov-west-1.amazonaws.com/',
      'https://redshift-serverless-fips.us-gov-west-1.amazonaws.com/',
      'https://redshift-data-fips.us-gov-west-1.amazonaws.com/',
    ]);
  });

  it('are replaced one by one by private ones', () => {
    const own = 'https://vpce-1.redshift-data.us-west-2.vpce.amazonaws.com';
    assert.deepEqual(hostsOf('us-west-2', { useFips: true }, { redshiftData: own }), [
      'https://redshift-fips.us-west-2.amazonaws.com/',
      'https://redshift-serverless-fips.us-west-2.amazonaws.com/',
      own,
    ]);
  });

  it('are not led elsewhere by the environment', () => {
    const names = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_REDSHIFT_DATA', 'AWS_USE_FIPS_ENDPOINT'];
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = name.endsWith('FIPS_ENDPOINT') ? 'true' : 'https://elsewhere.test';
    try {
      assert.deepEqual(
        hostsOf('us-west-2', {}, {}),
        services.map((service) => `https://${service}.us-west-2.amazonaws.com/`),
      );
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  });
});
