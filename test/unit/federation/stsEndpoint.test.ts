import assert from 'node:assert/strict';
import { regionalEndpoint } from '../../../src/federation/sts';

/** By the partitions of the SDK's endpoint rules: dualStack is another DNS suffix, FIPS another label. */
const cases: [region: string, plain: string, fips: string, dualStack: string, both: string][] = [
  [
    'us-west-2',
    'sts.us-west-2.amazonaws.com',
    'sts-fips.us-west-2.amazonaws.com',
    'sts.us-west-2.api.aws',
    'sts-fips.us-west-2.api.aws',
  ],
  [
    'cn-north-1',
    'sts.cn-north-1.amazonaws.com.cn',
    'sts-fips.cn-north-1.amazonaws.com.cn',
    'sts.cn-north-1.api.amazonwebservices.com.cn',
    'sts-fips.cn-north-1.api.amazonwebservices.com.cn',
  ],
  [
    // All of GovCloud's plain ones are FIPS endpoints.
    'us-gov-west-1',
    'sts.us-gov-west-1.amazonaws.com',
    'sts.us-gov-west-1.amazonaws.com',
    'sts.us-gov-west-1.api.aws',
    'sts-fips.us-gov-west-1.api.aws',
  ],
  [
    'eusc-de-east-1',
    'sts.eusc-de-east-1.amazonaws.eu',
    'sts-fips.eusc-de-east-1.amazonaws.eu',
    'sts.eusc-de-east-1.api.amazonwebservices.eu',
    'sts-fips.eusc-de-east-1.api.amazonwebservices.eu',
  ],
  [
    'us-iso-east-1',
    'sts.us-iso-east-1.c2s.ic.gov',
    'sts-fips.us-iso-east-1.c2s.ic.gov',
    'sts.us-iso-east-1.api.aws.ic.gov',
    'sts-fips.us-iso-east-1.api.aws.ic.gov',
  ],
  [
    'us-isob-east-1',
    'sts.us-isob-east-1.sc2s.sgov.gov',
    'sts-fips.us-isob-east-1.sc2s.sgov.gov',
    'sts.us-isob-east-1.api.aws.scloud',
    'sts-fips.us-isob-east-1.api.aws.scloud',
  ],
  [
    'us-isof-south-1',
    'sts.us-isof-south-1.csp.hci.ic.gov',
    'sts-fips.us-isof-south-1.csp.hci.ic.gov',
    'sts.us-isof-south-1.api.aws.hci.ic.gov',
    'sts-fips.us-isof-south-1.api.aws.hci.ic.gov',
  ],
];

describe('the endpoint of STS', () => {
  for (const [region, plain, fips, dualStack, both] of cases) {
    it(`in ${region} is the region’s own, with FIPS and dual-stack as wanted`, () => {
      const variants = [{}, { useFips: true }, { useDualStack: true }, { useFips: true, useDualStack: true }];
      assert.deepEqual(
        variants.map((variant) => regionalEndpoint(region, variant)),
        [plain, fips, dualStack, both].map((host) => `https://${host}/`),
      );
    });
  }
});
