import { FURTHER_PROVIDERS, PROVIDER_NAME } from '../accounts';
import type { FaultBook } from '../faults/faultBook';
import type { RequestLedger } from '../faults/requestLedger';
import type { Directory } from '../iam/directory';
import type { FurtherIdpInfo } from '../info';
import type { Handler } from '../wire/httpServer';
import { AUDIENCE, ENTITY_ID, type App, type AwsNames } from './apps';
import { ENTRA_ENTITY_ID, ENTRA_IDENTIFIER, entraPaths, EntraProvider } from './entra';
import { KeyRing } from './keyRing';
import type { RegisteredApp } from './okta/registeredApp';
import type { UserBook } from './okta/userBook';
import { PING_FEDERATE, PING_ONE, PingProvider, type PingShape } from './ping';
import { Provider } from './provider';
import type { AnswerContext } from './samlDesk';
import type { SignInDesk } from './signInDesk';

export const IDP_NAMES = ['okta', 'entra', 'ping', 'pingone'] as const;
export type IdpName = (typeof IDP_NAMES)[number];

interface Served {
  desk: SignInDesk;
  handler: Handler;
}

/** A provider with what IAM knows of it. */
export interface RunningIdp extends Served {
  keys: KeyRing;
  entityId: string;
  providerArn: string;
}

export interface IdpOptions extends AnswerContext {
  directory: Directory;
  users: UserBook;
  apps: readonly App[];
  registered: RegisteredApp;
  acs: readonly [string, ...string[]];
  faults: FaultBook;
  ledger: RequestLedger;
}

export interface Idps {
  okta: Provider;
  all: Readonly<Record<IdpName, RunningIdp>>;
}

/** All providers of the sandbox, registered with IAM as soon as they have keys: with their first answer or metadata. */
export function buildIdps(options: IdpOptions): Idps {
  const { directory } = options;
  const register = (name: string, entityId: string): { keys: KeyRing; entityId: string; providerArn: string } => {
    const { arn } = directory.addProvider({ name, entityId, certificates: [] });
    const keys = new KeyRing(`${name.toLowerCase()}.sandbox.example`, (certificate) => {
      directory.updateProvider(arn, { entityId, certificates: [certificate] });
    });
    return { keys, entityId, providerArn: arn };
  };
  const roleArn = (name: string): string => directory.arnOfRole(name);
  const own = (registered: ReturnType<typeof register>): { keys: KeyRing; aws: AwsNames } => ({
    keys: registered.keys,
    aws: { roleArn, providerArn: registered.providerArn },
  });
  const running = (registered: ReturnType<typeof register>, provider: Served): RunningIdp => ({
    ...registered,
    desk: provider.desk,
    handler: provider.handler,
  });
  const ping = (shape: PingShape, name: string): RunningIdp => {
    const registered = register(name, shape.entityId);
    return running(registered, new PingProvider(shape, { ...options, ...own(registered) }));
  };
  const registeredOkta = register(PROVIDER_NAME, ENTITY_ID);
  const okta = new Provider({ ...options, ...own(registeredOkta) });
  const registeredEntra = register(FURTHER_PROVIDERS.entra, ENTRA_ENTITY_ID);
  return {
    okta,
    all: {
      okta: running(registeredOkta, okta),
      entra: running(registeredEntra, new EntraProvider({ ...options, ...own(registeredEntra) })),
      ping: ping(PING_FEDERATE, FURTHER_PROVIDERS.ping),
      pingone: ping(PING_ONE, FURTHER_PROVIDERS.pingone),
    },
  };
}

/** Addresses of the further ones, for the line of JSON. */
export function furtherInfo(
  { all }: Idps,
  origins: Readonly<Record<Exclude<IdpName, 'okta'>, string>>,
): Record<Exclude<IdpName, 'okta'>, FurtherIdpInfo> {
  const ping = (name: 'ping' | 'pingone', shape: PingShape): FurtherIdpInfo => ({
    origin: origins[name],
    startUrl: `${origins[name]}${shape.startPath}?${shape.partnerParameter}=${encodeURIComponent(AUDIENCE)}`,
    ssoUrl: `${origins[name]}${shape.ssoPath}`,
    metadataUrl: `${origins[name]}${shape.metadataPath}?PartnerSpId=${encodeURIComponent(AUDIENCE)}`,
    entityId: shape.entityId,
    providerArn: all[name].providerArn,
    spEntityId: AUDIENCE,
  });
  return {
    entra: {
      origin: origins.entra,
      ssoUrl: `${origins.entra}${entraPaths.saml}`,
      metadataUrl: `${origins.entra}${entraPaths.metadata}`,
      entityId: ENTRA_ENTITY_ID,
      providerArn: all.entra.providerArn,
      spEntityId: ENTRA_IDENTIFIER,
    },
    ping: ping('ping', PING_FEDERATE),
    pingone: ping('pingone', PING_ONE),
  };
}
