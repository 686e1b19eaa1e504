import { RedshiftClient } from '@aws-sdk/client-redshift';
import { RedshiftDataClient } from '@aws-sdk/client-redshift-data';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock, CredentialSource, Log } from '../core/ports';
import type { EndpointOverrides, EndpointVariant } from '../core/profile';
import { requestTrace } from '../core/requestTrace';
import { redshiftEndpoints } from './endpoints';

/** Where and as whom to talk to AWS; one per account. */
export interface Connection {
  region: string;
  /** `aws`, `aws-cn`, ...; by the region where it is missing. */
  partition?: string;
  /** Number of the AWS account, whose calls share their rates. */
  awsAccount?: string;
  endpoints: EndpointOverrides;
  /** Which of AWS's own endpoints are used where nothing overrides them. */
  variant?: EndpointVariant;
  /**
   * Leaves the HTTP agent to the editor, which then leads requests through its proxy that bring none of their own alone (its
   * setting `http.proxySupport` is `on`). Connections are kept a few seconds then, not as long as the account.
   */
  editorAgent?: boolean;
  /** Asked before every request, so that renewed credentials are used at once. */
  credentials: CredentialSource;
  clock: Clock;
  log: Log;
}

/** A client of the SDK with what failures say about it. */
export interface Service<Client> {
  client: Client;
  /** AWS's name of the service. */
  name: string;
  host: string;
}

export interface Services {
  redshift: Service<RedshiftClient>;
  serverless: Service<RedshiftServerlessClient>;
  data: Service<RedshiftDataClient>;
  /** Closes the kept connections. */
  destroy(): void;
}

/** Longest time of a request in ms: long polls last up to 30 s. */
export const requestTimeoutMs = 60_000;
const connectionTimeoutMs = 5_000;

/** The clients of one account. They share their kept connections; each request is tried up to three times by the SDK. */
export function openServices(connection: Connection): Services {
  const { region, endpoints, variant = {}, editorAgent = false, credentials, clock, log } = connection;
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    // Also while a body is on its way.
    socketTimeout: requestTimeoutMs,
    httpAgent: { keepAlive: true, maxSockets: 50 },
    httpsAgent: { keepAlive: true, maxSockets: 50 },
    // It looks into the agent, which need not be there.
    socketAcquisitionWarningTimeout: 10 * requestTimeoutMs,
  });
  if (editorAgent) requestHandler.updateHttpClientConfig('httpsAgent', undefined);
  const options = {
    region,
    requestHandler,
    // `memoized`: the SDK would otherwise keep credentials until five minutes before their end, whatever was renewed.
    credentials: Object.assign(() => sdkCredentials(credentials), { memoized: true }),
    // All said outright, so that environment variables and ~/.aws of the person's other work change nothing here.
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    // Of endpoints that are said outright; which these are is the profile's to say.
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: 'redshift-federation',
  } as const;
  const endpoint = redshiftEndpoints(region, variant, endpoints);
  const services = {
    redshift: {
      client: new RedshiftClient({ ...options, endpoint: endpoint.redshift }),
      name: 'Amazon Redshift',
      host: new URL(endpoint.redshift).host,
    },
    serverless: {
      client: new RedshiftServerlessClient({ ...options, endpoint: endpoint.redshiftServerless }),
      name: 'Amazon Redshift Serverless',
      host: new URL(endpoint.redshiftServerless).host,
    },
    data: {
      client: new RedshiftDataClient({ ...options, endpoint: endpoint.redshiftData }),
      name: 'Amazon Redshift Data API',
      host: new URL(endpoint.redshiftData).host,
    },
  };
  const traced = { step: 'deserialize', priority: 'low', name: 'requestTrace' } as const;
  const { redshift, serverless, data } = services;
  redshift.client.middlewareStack.add(requestTrace(redshift.name, { log, clock }), traced);
  serverless.client.middlewareStack.add(requestTrace(serverless.name, { log, clock }), traced);
  data.client.middlewareStack.add(requestTrace(data.name, { log, clock }), traced);
  return { ...services, destroy: () => requestHandler.destroy() };
}

async function sdkCredentials(source: CredentialSource): Promise<{
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}> {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await source();
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) };
}
