import { RedshiftClient } from '@aws-sdk/client-redshift';
import { RedshiftDataClient } from '@aws-sdk/client-redshift-data';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import type { EndpointOverrides, EndpointVariant } from '../core/profile';

/** Addresses of the services that are talked to. */
export type RedshiftEndpoints = Required<Omit<EndpointOverrides, 'sts'>>;

/**
 * AWS's own endpoints of a region, in every partition, by the SDK's rules; resolved here and said outright to the clients, so
 * that environment variables and ~/.aws of the person's other work lead nowhere else. What overrides them goes first.
 */
export function redshiftEndpoints(
  region: string,
  { useFips = false, useDualStack = false }: EndpointVariant,
  overrides: EndpointOverrides,
): RedshiftEndpoints {
  const where = { Region: region, UseFIPS: useFips, UseDualStack: useDualStack };
  return {
    redshift: overrides.redshift ?? new RedshiftClient({ region }).config.endpointProvider(where).url.href,
    redshiftServerless:
      overrides.redshiftServerless ?? new RedshiftServerlessClient({ region }).config.endpointProvider(where).url.href,
    redshiftData: overrides.redshiftData ?? new RedshiftDataClient({ region }).config.endpointProvider(where).url.href,
  };
}
