import { createHash, X509Certificate } from 'node:crypto';
import type { Directory } from '../iam/directory';
import { readMetadata, type ProviderMetadata } from '../idp/metadata';
import { IDP_NAMES, type IdpName, type RunningIdp } from '../idp/providers';
import type { Json } from '../wire/service';
import { ControlError, type ControlRoutes } from './controlRoutes';
import { checkMembers } from './members';

/** What these orders act on. */
export interface ControlledKeys {
  idps: Readonly<Record<IdpName, RunningIdp>>;
  directory: Directory;
}

const ACTIONS = ['add', 'switch', 'drop'] as const;

/** Roll-over of signing keys: at the providers, and in IAM, which trusts the metadata that it was given last. */
export function addKeyRoutes(routes: ControlRoutes, { idps, directory }: ControlledKeys): void {
  const nameOf = (name: Json | undefined): IdpName => IDP_NAMES.find((each) => each === name) ?? 'okta';
  routes.add('GET', 'idp/keys', async () => {
    const lists = IDP_NAMES.map(async (name) => [name, await idps[name].keys.list()] as const);
    return Object.fromEntries(await Promise.all(lists));
  });
  routes.add('POST', 'idp/keys', async ({ body }) => {
    checkMembers(body, { provider: IDP_NAMES, action: ACTIONS });
    const { keys } = idps[nameOf(body['provider'])];
    await rollOver(keys, body['action']);
    return { keys: await keys.list() };
  });
  routes.add('GET', 'iam/providers', () => directory.allProviders().map(described));
  routes.add('PUT', 'iam/providers', async ({ body, rest }) => {
    checkMembers(body, { metadata: 'string' });
    if (!IDP_NAMES.some((name) => name === rest))
      throw new ControlError(`There is no provider ${rest}; there are ${IDP_NAMES.join(', ')}.`);
    const { keys, entityId, providerArn } = idps[nameOf(rest)];
    const given = body['metadata'];
    const metadata =
      typeof given === 'string'
        ? readGiven(given)
        : { entityId, certificates: (await keys.published()).map(({ certificate }) => certificate) };
    return described(directory.updateProvider(providerArn, metadata));
  });
}

async function rollOver(keys: RunningIdp['keys'], wanted: Json | undefined): Promise<void> {
  const action = ACTIONS.find((each) => each === wanted);
  switch (action) {
    case 'add':
      return keys.add();
    case 'switch':
      if (!(await keys.switch())) throw new ControlError('The newest key signs already; add one first.');
      return;
    case 'drop':
      if (!(await keys.drop())) throw new ControlError('There is no key but the one that signs.');
      return;
    case undefined:
      throw new ControlError(`action must be one of ${ACTIONS.join(', ')}.`);
  }
}

function readGiven(xml: string): ProviderMetadata {
  try {
    return readMetadata(xml);
  } catch (error) {
    throw new ControlError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function described({ name, arn, entityId, certificates }: ReturnType<Directory['updateProvider']>): {
  [key: string]: Json;
} {
  const sha256 = certificates.map((pem) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex'));
  return { name, arn, entityId, certificates: sha256 };
}
