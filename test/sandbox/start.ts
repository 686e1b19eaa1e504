import { readFile } from 'node:fs/promises';
import { ACCOUNT, CLUSTERS, PEOPLE, WORKGROUPS } from './accounts';
import { ControlRoutes } from './faults/controlRoutes';
import { serveControl } from './faults/controlServer';
import { FaultBook } from './faults/faultBook';
import { addKeyRoutes } from './faults/keyRoutes';
import { addLineRoutes } from './faults/lineRoutes';
import { Network } from './faults/network';
import { RateLimits } from './faults/rateLimits';
import { RequestLedger } from './faults/requestLedger';
import { SecretBook } from './faults/secretBook';
import { addStandardRoutes } from './faults/standardRoutes';
import { addUserRoutes } from './faults/userRoutes';
import { Authorizer } from './iam/authorizer';
import { Directory, type SamlProvider } from './iam/directory';
import { rolePlans } from './iam/roles';
import { SessionBook } from './iam/sessionBook';
import { apps, AWS_SIGN_IN, REGIONAL_SIGN_IN } from './idp/apps';
import { readMetadata } from './idp/metadata';
import { UserBook } from './idp/okta/userBook';
import { buildIdps, furtherInfo } from './idp/providers';
import { createSigningKey, type SigningKey } from './idp/signingKey';
import { VariantQueue } from './idp/variant';
import { idpInfo, inventory, type SandboxInfo } from './info';
import { DEFAULTS, type SandboxOptions } from './options';
import { PARTS } from './parts';
import { stsService } from './sts/stsService';
import { AWS_BODY_LIMIT, awsHandler, type AwsEnvironment } from './wire/awsEndpoint';
import { SandboxClock } from './wire/clock';
import type { Part, StartPart } from './wire/context';
import { serveHttp, type Handler, type HttpServer } from './wire/httpServer';
import type { Service } from './wire/service';

export interface Sandbox {
  info: SandboxInfo;
  /** Ends servers and warehouses; safe to call twice. */
  stop: () => Promise<void>;
}

/** Options, and for tests that need no warehouse: `parts: []`, which is up in a fifth of a second. */
export type StartOptions = Partial<SandboxOptions> & { parts?: readonly StartPart[] };

const IDP_BODY_LIMIT = 1024 * 1024;

/** Starts everything in this process. */
export async function startSandbox(given: StartOptions = {}): Promise<Sandbox> {
  const options: SandboxOptions = { ...DEFAULTS, ...given };
  const started = new Started();
  try {
    const info = await start(options, given.parts ?? PARTS, started);
    return { info, stop: () => started.stop() };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** What has to be stopped again, in the opposite order. */
class Started {
  private readonly stops: (() => Promise<void>)[] = [];

  add(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  async stop(): Promise<void> {
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) await stop();
  }
}

async function start(
  options: SandboxOptions,
  startParts: readonly StartPart[],
  started: Started,
): Promise<SandboxInfo> {
  const control = new ControlRoutes();
  const shared = {
    clock: new SandboxClock(),
    faults: new FaultBook(),
    ledger: new RequestLedger(),
    secrets: new SecretBook(),
  };
  const { clock, secrets } = shared;
  const directory = new Directory(ACCOUNT);
  const { redshift, awsSignIn } = apps(options.acs);
  const variants = new VariantQueue();
  const users = new UserBook(PEOPLE, secrets);
  const idps = buildIdps({
    ...shared,
    directory,
    users,
    variants,
    apps: [redshift, awsSignIn],
    acs: options.acs,
    foreignKey: foreignKey(),
  });
  const { okta, ...furtherIdps } = idps.all;
  const trusted = await trustMore(directory, options.trustIdp);
  // The slow ones together: warehouses and key.
  const [parts] = await Promise.all([
    startAll(startParts, started, (startPart) =>
      startPart({
        account: ACCOUNT,
        clusters: CLUSTERS,
        workgroups: WORKGROUPS,
        rows: options.rows,
        catalog: { schemas: options.schemas, tables: options.tables, columns: options.columns },
        dbUser: options.dbUser,
        clock,
        control,
      }),
    ),
    okta.keys.signing(),
  ]);
  for (const plan of rolePlans({
    account: ACCOUNT,
    clusters: CLUSTERS,
    workgroups: WORKGROUPS,
    providers: [...Object.values(idps.all).map(({ providerArn }) => providerArn), ...trusted.map(({ arn }) => arn)],
    audiences: [...options.acs, AWS_SIGN_IN, REGIONAL_SIGN_IN],
  }))
    directory.addRole(plan);

  const sessions = new SessionBook(ACCOUNT, clock);
  const lifetime = { seconds: undefined };
  const services = [stsService({ directory, sessions, clock, lifetime }), ...parts.flatMap((part) => part.services)];
  const [network, rates] = [new Network(), new RateLimits()];
  const authorizer = new Authorizer(sessions, ACCOUNT, clock);
  const environment: AwsEnvironment = {
    ...shared,
    region: ACCOUNT.region,
    keys: sessions,
    rates,
    authorize: (caller, permission) => authorizer.refusal(caller, permission),
  };
  addLineRoutes(control, { network, rates });
  addKeyRoutes(control, { idps: idps.all, directory });
  addUserRoutes(control, { ...shared, users, transactions: idps.okta.transactions });
  addStandardRoutes(control, {
    ...shared,
    sessions,
    lifetime,
    variants,
    browserSessions: Object.values(idps.all).map(({ desk }) => desk.sessions),
    people: PEOPLE,
  });

  const ports = consecutive(options.port);
  const serve = async (handler: Handler, bodyLimit: number): Promise<HttpServer> => {
    const server = await serveHttp(network.behind(handler), { port: ports(), clock, bodyLimit });
    started.add(() => server.close());
    return server;
  };
  const idp = await serve(okta.handler, IDP_BODY_LIMIT);
  const endpoint = async (name: string): Promise<string> => {
    const service = services.find((each) => each.name === name) ?? missing(name);
    return (await serve(awsHandler(service, environment), AWS_BODY_LIMIT)).origin;
  };
  const endpoints = {
    sts: await endpoint('sts'),
    redshift: await endpoint('redshift'),
    redshiftServerless: await endpoint('redshift-serverless'),
    redshiftData: await endpoint('redshift-data'),
  };
  const controlServer = await serveControl(control, ports(), clock);
  started.add(() => controlServer.server.close());
  const origins = {
    entra: (await serve(furtherIdps.entra.handler, IDP_BODY_LIMIT)).origin,
    ping: (await serve(furtherIdps.ping.handler, IDP_BODY_LIMIT)).origin,
    pingone: (await serve(furtherIdps.pingone.handler, IDP_BODY_LIMIT)).origin,
  };
  const roleArn = (name: string): string => directory.arnOfRole(name);
  return {
    region: ACCOUNT.region,
    providerArn: okta.providerArn,
    acs: options.acs[0],
    controlUrl: controlServer.url,
    idp: { ...idpInfo(idp.origin, redshift), awsSignIn: idpInfo(idp.origin, awsSignIn) },
    idps: furtherInfo(idps, origins),
    endpoints,
    ...inventory(PEOPLE, roleArn, CLUSTERS, WORKGROUPS),
    trusted: trusted.map(({ arn, entityId }) => ({ providerArn: arn, entityId })),
  };
}

/** Waits for all, so that one that fails leaves none behind that is still starting. */
async function startAll(
  parts: readonly StartPart[],
  started: Started,
  startOne: (part: StartPart) => Promise<Part>,
): Promise<Part[]> {
  const outcomes = await Promise.allSettled(parts.map(startOne));
  const running = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  for (const part of running) started.add(() => part.stop());
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason instanceof Error ? failed.reason : new Error(String(failed.reason));
  return running;
}

/** Further SAML providers, each by the metadata that a file holds. */
async function trustMore(directory: Directory, paths: readonly string[]): Promise<SamlProvider[]> {
  const trusted: SamlProvider[] = [];
  for (const [index, path] of paths.entries()) {
    const metadata = readMetadata(await readFile(path, 'utf8'));
    trusted.push(directory.addProvider({ name: `Trusted-${index + 1}`, ...metadata }));
  }
  return trusted;
}

function foreignKey(): () => Promise<SigningKey> {
  let key: Promise<SigningKey> | undefined;
  return () => (key ??= createSigningKey('somebody.else.example'));
}

/** 0 means any free port, every time. */
function consecutive(first: number): () => number {
  let next = first;
  return () => (first === 0 ? 0 : next++);
}

/** A sandbox without that part: the endpoint is there and knows no action. */
function missing(name: string): Service {
  return { name, protocol: { kind: 'json11', targetPrefix: 'None' }, actions: {} };
}
