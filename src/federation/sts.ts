import { AssumeRoleWithSAMLCommand, STSClient } from '@aws-sdk/client-sts';
import type { AssumeRoleWithSAMLCommandOutput } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Cancelled, Failure, throwIfCancelled } from '../core/failure';
import type { AwsCredentials, Clock, Log } from '../core/ports';
import type { EndpointVariant } from '../core/profile';
import { requestTrace } from '../core/requestTrace';
import type { RoleChoice } from './attributes';
import type { CheckedResponse } from './samlResponse';
import { exceedsMaxDuration, stsFailure } from './stsErrors';
import { foreignText, hostOf } from './text';

const connectTimeoutMs = 10_000;
const callTimeoutMs = 30_000;
/** Tried in turn below the wanted duration, in seconds; every role allows an hour. */
const steps = [43_200, 28_800, 14_400, 7_200, 3_600];

export interface AssumeRoleRequest {
  response: CheckedResponse;
  role: RoleChoice;
  region: string;
  /** In place of the region's own endpoint. */
  endpoint: string | undefined;
  /** Which of the region's own endpoints is used where none overrides it. */
  variant?: EndpointVariant;
  /** Wanted life of the credentials in seconds, 900 to 43,200. */
  duration: number;
  /** Where the longest durations of roles are kept; without it, in this window's memory. */
  durationLimits?: DurationLimits;
  /** Told with each answer, refusals too: how far the clock here is ahead of AWS's, in ms. */
  onClock?: (aheadMs: number) => void;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

export interface AssumedRole {
  credentials: AwsCredentials;
  assumedRoleArn: string;
  /** Local clock minus AWS's in ms, as far as the answer's Date tells; seconds are its unit. */
  clockOffMs: number | undefined;
}

/** The longest durations that roles take, in seconds, by ARN: what was refused once is not asked for again. */
export interface DurationLimits {
  get(roleArn: string): number | undefined;
  set(roleArn: string, seconds: number): unknown;
}

const inMemory = new Map<string, number>();

/**
 * Exchanges a checked response for credentials of the role (STS AssumeRoleWithSAML, unsigned), for the wanted duration or the
 * longest that the role allows.
 * @throws Failure sts.*; Cancelled
 */
export async function assumeRole(request: AssumeRoleRequest): Promise<AssumedRole> {
  const { role, log, durationLimits: knownLimits = inMemory } = request;
  const wanted = Math.min(request.duration, knownLimits.get(role.roleArn) ?? Infinity);
  const durations = [wanted, ...steps.filter((step) => step < wanted)];
  const client = openClient(request);
  try {
    for (const duration of durations.slice(0, -1)) {
      const answer = await call(client, request, duration, exceedsMaxDuration);
      if (answer !== undefined) return answer;
      knownLimits.set(role.roleArn, durations.find((shorter) => shorter < duration) ?? duration);
      log.debug(`${role.roleArn} does not allow ${duration} s`);
    }
    const last = await call(client, request, durations.at(-1) ?? wanted, () => false);
    if (last === undefined) throw new Failure('internal.unexpected', { doing: 'AssumeRoleWithSAML' });
    return last;
  } finally {
    client.destroy();
  }
}

/** One call; undefined when it failed as `tolerated` says. */
async function call(
  client: STSClient,
  request: AssumeRoleRequest,
  duration: number,
  tolerated: (error: unknown) => boolean,
): Promise<AssumedRole | undefined> {
  const { response, role, clock, log, signal } = request;
  throwIfCancelled(signal);
  let clockOffMs: number | undefined;
  const command = new AssumeRoleWithSAMLCommand({
    RoleArn: role.roleArn,
    PrincipalArn: role.providerArn,
    SAMLAssertion: response.samlResponse,
    DurationSeconds: duration,
  });
  // Nearest to the network, so that the answer is seen before it is read or thrown as an error.
  command.middlewareStack.add(
    (next) => async (args) => {
      const output = await next(args);
      const date = (output.response as { headers?: Record<string, string> }).headers?.['date'];
      if (date !== undefined && !Number.isNaN(Date.parse(date))) {
        clockOffMs = clock.now() - Date.parse(date);
        request.onClock?.(clockOffMs);
      }
      return output;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs)]);
  try {
    const output = await client.send(command, { abortSignal });
    const assumed = read(output, response);
    log.conceal?.([assumed.credentials.secretAccessKey, assumed.credentials.sessionToken]);
    return { ...assumed, clockOffMs };
  } catch (error) {
    if (signal.aborted) throw new Cancelled({ cause: signal.reason });
    if (Failure.is(error)) throw error;
    if (tolerated(error)) return undefined;
    const { samlResponse, recipient } = response;
    const host = hostOf(endpointOf(request));
    if (abortSignal.aborted) throw new Failure('sts.unreachable', { host, reason: 'ETIMEDOUT' }, { cause: error });
    throw stsFailure(error, { role, recipient, region: request.region, host, samlResponse, clockOffMs });
  }
}

function openClient(request: AssumeRoleRequest): STSClient {
  const { region, clock, log } = request;
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: connectTimeoutMs,
    // It looks into the agent, which is not there.
    socketAcquisitionWarningTimeout: 10 * callTimeoutMs,
  });
  // The editor's own agent: with `http.proxySupport: on`, requests with another one go past its proxy.
  requestHandler.updateHttpClientConfig('httpsAgent', undefined);
  const client = new STSClient({
    region,
    // Always said outright: else AWS_ENDPOINT_URL_STS or a file could send the assertion, which buys credentials, elsewhere.
    endpoint: endpointOf(request),
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 2,
    requestHandler,
  });
  const traced = { step: 'deserialize', priority: 'low', name: 'requestTrace' } as const;
  client.middlewareStack.add(requestTrace('AWS STS', { log, clock }), traced);
  return client;
}

function endpointOf({ region, endpoint, variant }: AssumeRoleRequest): string {
  return endpoint ?? regionalEndpoint(region, variant);
}

/** The region's own STS, in every partition, by the SDK's rules. */
export function regionalEndpoint(
  region: string,
  { useFips = false, useDualStack = false }: EndpointVariant = {},
): string {
  const where = { Region: region, UseFIPS: useFips, UseDualStack: useDualStack, UseGlobalEndpoint: false };
  return new STSClient({ region }).config.endpointProvider(where).url.href;
}

function read(output: AssumeRoleWithSAMLCommandOutput, response: CheckedResponse): Omit<AssumedRole, 'clockOffMs'> {
  const { Credentials: keys, AssumedRoleUser: user } = output;
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = keys ?? {};
  const expiration = keys?.Expiration?.getTime();
  if (!accessKeyId || !secretAccessKey || !sessionToken || expiration === undefined || !user?.Arn) {
    throw new Failure('sts.failed', { code: 'IncompleteAnswer', message: '' });
  }
  checkIdentity(output, response);
  return { credentials: { accessKeyId, secretAccessKey, sessionToken, expiration }, assumedRoleArn: user.Arn };
}

/** STS verified the signature: what it read must be what was read here, above all where nothing could be verified here. */
function checkIdentity(
  { Subject, Issuer }: AssumeRoleWithSAMLCommandOutput,
  { nameId, issuer }: CheckedResponse,
): void {
  if (Subject !== undefined && Subject.trim() !== nameId) {
    throw new Failure('sts.otherIdentity', { what: 'user', here: foreignText(nameId), there: foreignText(Subject) });
  }
  if (Issuer !== undefined && Issuer.trim() !== issuer) {
    throw new Failure('sts.otherIdentity', { what: 'issuer', here: foreignText(issuer), there: foreignText(Issuer) });
  }
}
