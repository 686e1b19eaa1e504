import { RedshiftClient } from '@aws-sdk/client-redshift';
import { RedshiftDataClient } from '@aws-sdk/client-redshift-data';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock, CredentialSource, Log } from '../core/ports';
import type { EndpointOverrides } from '../core/profile';
import { requestTrace } from '../core/requestTrace';

/** Where and as whom to talk to AWS; one per account. */
export interface Connection {
  region: string;
  /** `aws`, `aws-cn`, ...; by the region where it is missing. */
  partition?: string;
  endpoints: EndpointOverrides;
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
export function openServices({ region, endpoints, credentials, clock, log }: Connection): Services {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    // Also while a body is on its way.
    socketTimeout: requestTimeoutMs,
    httpAgent: { keepAlive: true, maxSockets: 50 },
    httpsAgent: { keepAlive: true, maxSockets: 50 },
  });
  const options = {
    region,
    requestHandler,
    // `memoized`: the SDK would otherwise keep credentials until five minutes before their end, whatever was renewed.
    credentials: Object.assign(() => sdkCredentials(credentials), { memoized: true }),
    // All said outright, so that environment variables and ~/.aws of the person's other work change nothing here.
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: 'redshift-federation',
  } as const;
  const where = { Region: region, UseFIPS: false, UseDualStack: false };

  const regional = {
    redshift: new RedshiftClient(options).config.endpointProvider(where).url.href,
    serverless: new RedshiftServerlessClient(options).config.endpointProvider(where).url.href,
    data: new RedshiftDataClient(options).config.endpointProvider(where).url.href,
  };
  const endpoint = {
    redshift: endpoints.redshift ?? regional.redshift,
    serverless: endpoints.redshiftServerless ?? regional.serverless,
    data: endpoints.redshiftData ?? regional.data,
  };
  const services = {
    redshift: {
      client: new RedshiftClient({ ...options, endpoint: endpoint.redshift }),
      name: 'Amazon Redshift',
      host: new URL(endpoint.redshift).host,
    },
    serverless: {
      client: new RedshiftServerlessClient({ ...options, endpoint: endpoint.serverless }),
      name: 'Amazon Redshift Serverless',
      host: new URL(endpoint.serverless).host,
    },
    data: {
      client: new RedshiftDataClient({ ...options, endpoint: endpoint.data }),
      name: 'Amazon Redshift Data API',
      host: new URL(endpoint.data).host,
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
