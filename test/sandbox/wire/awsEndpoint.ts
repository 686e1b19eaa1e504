import { randomUUID } from 'node:crypto';
import { withoutDropped, type FaultBook } from '../faults/faultBook';
import type { RateLimits } from '../faults/rateLimits';
import { interfereAfter, interfereBefore } from '../faults/interference';
import type { RequestEntry, RequestLedger } from '../faults/requestLedger';
import type { SecretBook, SecretKind } from '../faults/secretBook';
import { authenticate, type KeyBook } from './authenticate';
import { readQuery, writeQueryError, writeQueryResult } from './awsQuery';
import type { SandboxClock } from './clock';
import { ResetConnection, type Handler, type RawRequest, type RawResponse } from './httpServer';
import { readJson, targetOf, writeJsonError, writeJsonResult } from './json11';
import { refuse } from './refusals';
import {
  RawJson,
  ServiceError,
  type Action,
  type Call,
  type Caller,
  type JsonObject,
  type Permission,
  type Service,
} from './service';

/** What all AWS endpoints of one sandbox share. */
export interface AwsEnvironment {
  region: string;
  clock: SandboxClock;
  keys: KeyBook;
  /** The policy's verdict: undefined = allowed, else AWS's sentence why not. */
  authorize(caller: Caller, permission: Permission): string | undefined;
  faults: FaultBook;
  ledger: RequestLedger;
  secrets: SecretBook;
  rates: RateLimits;
}

/** Bytes; the longest rightful body is a batch of 40 statements of 100 KB. */
export const AWS_BODY_LIMIT = 8 * 1024 * 1024;

interface Decoded {
  name: string;
  action: Action;
  input: JsonObject;
}

/** Puts a service on the network: reads, authenticates, authorizes, runs, answers. */
export function awsHandler(service: Service, environment: AwsEnvironment): Handler {
  checkDeclarations(service);
  return async (request, signal) => {
    const requestId = randomUUID();
    const entry = environment.ledger.open(service.name, requestId);
    try {
      const response = await respond(service, environment, request, { entry, signal });
      entry.status = response.status;
      return response;
    } catch (error) {
      if (error instanceof ResetConnection || signal.aborted) {
        entry.reset = true;
        throw new ResetConnection();
      }
      const answered = asServiceError(service, error);
      entry.status = answered.status;
      entry.code = answered.code;
      return writeError(service, answered, requestId);
    } finally {
      entry.durationMs = Date.now() - entry.at;
    }
  };
}

async function respond(
  service: Service,
  environment: AwsEnvironment,
  request: RawRequest,
  { entry, signal }: { entry: RequestEntry; signal: AbortSignal },
): Promise<RawResponse> {
  const decoded = decode(service, request, environment.ledger, entry);
  const rules = environment.faults.take({ service: service.name, action: decoded.name, input: decoded.input });
  const throttled = (): ServiceError => refuse(service, 'throttled');
  await interfereBefore(rules, throttled, signal);
  const input = withoutDropped(rules, decoded.input);
  const response = await perform(service, environment, request, { ...decoded, input }, { entry, signal });
  return await interfereAfter(rules, throttled, signal, response);
}

async function perform(
  service: Service,
  environment: AwsEnvironment,
  request: RawRequest,
  { name, action, input }: Decoded,
  { entry, signal }: { entry: RequestEntry; signal: AbortSignal },
): Promise<RawResponse> {
  const { region, clock, keys } = environment;
  const caller = action.unsigned ? undefined : authenticate(request, service, { region, now: clock.now(), keys });
  if (caller) entry.user = caller.subject;
  if (!environment.rates.take(service.name, name)) throw refuse(service, 'throttled');
  const call: Call = {
    input,
    signal,
    requestId: entry.requestId,
    get caller() {
      if (!caller) throw new Error(`${name} is unsigned: it has no caller.`);
      return caller;
    },
  };
  if (caller && action.permissions) {
    for (const permission of await action.permissions(call)) {
      const refusal = environment.authorize(caller, permission);
      if (refusal !== undefined) throw refuse(service, 'accessDenied', refusal);
    }
  }
  const output = await action.run(call);
  if (!(output instanceof RawJson)) noteSecrets(output, environment.secrets, caller?.subject);
  return write(service, name, output, entry.requestId);
}

/** Members of answers that are secret, wherever they stand. */
const SECRET_MEMBERS: Readonly<Record<string, SecretKind>> = {
  SecretAccessKey: 'awsSecretKey',
  SessionToken: 'awsSessionToken',
  DbPassword: 'databasePassword',
  dbPassword: 'databasePassword',
};

function noteSecrets(output: JsonObject, secrets: SecretBook, user: string | undefined): void {
  const whose = typeof output['Subject'] === 'string' ? output['Subject'] : user;
  for (const [name, value] of Object.entries(output)) {
    const kind = Object.hasOwn(SECRET_MEMBERS, name) ? SECRET_MEMBERS[name] : undefined;
    if (kind && typeof value === 'string') secrets.add(kind, value, whose);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) noteSecrets(value, secrets, whose);
  }
}

function decode(service: Service, request: RawRequest, ledger: RequestLedger, entry: RequestEntry): Decoded {
  const { name, input } =
    service.protocol.kind === 'awsQuery' ? decodeQuery(service, request) : decodeJson(service, request);
  const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
  if (!action) throw refuse(service, 'unknownAction', unknownAction(service, name));
  ledger.name(entry, name, Object.keys(input));
  return { name, action, input };
}

function decodeQuery(service: Service, request: RawRequest): { name: string; input: JsonObject } {
  const call = readQuery(request);
  if (!call) throw refuse(service, 'malformed', 'The request is not form-encoded.');
  const { protocol } = service;
  if (protocol.kind === 'awsQuery' && call.version !== protocol.version)
    throw refuse(service, 'unknownAction', `Could not find operation ${call.action} for version ${call.version}`);
  return { name: call.action, input: call.input };
}

function decodeJson(service: Service, request: RawRequest): { name: string; input: JsonObject } {
  const name = service.protocol.kind === 'json11' ? targetOf(service.protocol, request) : undefined;
  if (request.method !== 'POST' || name === undefined) throw refuse(service, 'unknownAction');
  const input = readJson(request.body);
  if (!input) throw refuse(service, 'malformed');
  return { name, input };
}

function unknownAction({ protocol }: Service, name: string): string {
  return protocol.kind === 'awsQuery' ? `Could not find operation ${name} for version ${protocol.version}` : '';
}

function write(service: Service, name: string, output: JsonObject | RawJson, requestId: string): RawResponse {
  if (service.protocol.kind === 'json11') return writeJsonResult(output, requestId);
  if (output instanceof RawJson) throw new Error(`${name} answers XML: RawJson cannot be sent.`);
  return writeQueryResult(service.protocol, name, output, requestId);
}

function writeError(service: Service, error: ServiceError, requestId: string): RawResponse {
  return service.protocol.kind === 'json11'
    ? writeJsonError(service.protocol, error, requestId)
    : writeQueryError(service.protocol, error, requestId);
}

function asServiceError(service: Service, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  // A bug of the sandbox: the client sees AWS's internal failure, the terminal sees why.
  console.error(`sandbox: ${service.name}:`, error);
  return refuse(service, 'internal');
}

function checkDeclarations(service: Service): void {
  for (const [name, action] of Object.entries(service.actions)) {
    if (!action.unsigned && !action.noPermissionNeeded && !action.permissions)
      throw new Error(`${service.name}:${name} does not say which permissions it needs.`);
  }
}
