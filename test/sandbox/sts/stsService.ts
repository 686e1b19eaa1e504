import type { Service } from '../wire/service';
import { assumeRoleWithSaml, type StsOptions } from './assumeRoleWithSaml';

/** AWS Security Token Service, as far as a federated person needs it. */
export function stsService(options: StsOptions): Service {
  return {
    name: 'sts',
    protocol: { kind: 'awsQuery', version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    actions: {
      AssumeRoleWithSAML: {
        unsigned: true,
        run: ({ input }) => assumeRoleWithSaml(input, options),
      },
      GetCallerIdentity: {
        noPermissionNeeded: true,
        run: ({ caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.assumedRoleArn }),
      },
    },
  };
}
