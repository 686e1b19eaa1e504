import { readMetadata, type ProviderMetadata } from '../idp/metadata';
import { ServiceError, type Action, type Call, type JsonObject, type Service } from '../wire/service';
import { Directory, DirectoryRefusal, type Role } from './directory';
import { policyDocument } from './policyText';

/** AWS IAM (2010-05-08), as far as one sets up a federation by it. The metadata documents are kept as they were given. */
export function iamService(directory: Directory): Service {
  const documents = new Map<string, string>();
  const actions: Record<string, Action> = {
    ...providerActions(directory, documents),
    ...roleActions(directory),
    ...policyActions(directory),
  };
  return {
    name: 'iam',
    protocol: { kind: 'awsQuery', version: '2010-05-08', xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/' },
    actions: Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, refusing(action)])),
  };
}

function providerActions(directory: Directory, documents: Map<string, string>): Record<string, Action> {
  const act = (name: string, run: (input: JsonObject) => JsonObject): Action => ({
    permissions: ({ input }) => [{ action: `iam:${name}`, resource: text(input, 'SAMLProviderArn', '*') }],
    run: ({ input }) => run(input),
  });
  return {
    CreateSAMLProvider: act('CreateSAMLProvider', (input) => {
      const document = text(input, 'SAMLMetadataDocument');
      const { arn } = directory.addProvider({ name: text(input, 'Name'), ...metadata(document) });
      documents.set(arn, document);
      return { SAMLProviderArn: arn };
    }),
    UpdateSAMLProvider: act('UpdateSAMLProvider', (input) => {
      const document = text(input, 'SAMLMetadataDocument');
      const { arn } = directory.updateProvider(text(input, 'SAMLProviderArn'), metadata(document));
      documents.set(arn, document);
      return { SAMLProviderArn: arn };
    }),
    GetSAMLProvider: act('GetSAMLProvider', (input) => {
      const arn = text(input, 'SAMLProviderArn');
      if (!directory.provider(arn)) throw new DirectoryRefusal('NoSuchEntity', `Manifest not found for arn ${arn}`);
      return { SAMLMetadataDocument: documents.get(arn) ?? '' };
    }),
    DeleteSAMLProvider: act('DeleteSAMLProvider', (input) => {
      directory.removeProvider(text(input, 'SAMLProviderArn'));
      return {};
    }),
  };
}

function roleActions(directory: Directory): Record<string, Action> {
  const act = onRole(directory);
  return {
    CreateRole: {
      permissions: ({ input }) => [
        { action: 'iam:CreateRole', resource: directory.arnOfRole(text(input, 'RoleName')) },
      ],
      run: ({ input }) => {
        const role = directory.addRole({
          name: text(input, 'RoleName'),
          maxSessionDuration: duration(input),
          trust: trust(directory, input, 'AssumeRolePolicyDocument'),
          policies: [],
        });
        return { Role: described(role) };
      },
    },
    GetRole: act('GetRole', (role) => ({ Role: described(role) })),
    UpdateRole: act('UpdateRole', (role, input) => {
      directory.changeRole(role, { maxSessionDuration: duration(input) });
      return {};
    }),
    UpdateAssumeRolePolicy: act('UpdateAssumeRolePolicy', (role, input) => {
      directory.changeRole(role, { trust: trust(directory, input, 'PolicyDocument') });
      return {};
    }),
    DeleteRole: act('DeleteRole', (role) => {
      directory.removeRole(role);
      return {};
    }),
  };
}

function policyActions(directory: Directory): Record<string, Action> {
  const act = onRole(directory);
  return {
    PutRolePolicy: act('PutRolePolicy', (role, input) => {
      directory.putPolicy(role, text(input, 'PolicyName'), policyDocument(text(input, 'PolicyDocument')));
      return {};
    }),
    GetRolePolicy: act('GetRolePolicy', (role, input) => {
      const name = text(input, 'PolicyName');
      const policy = directory.policy(role, name);
      if (!policy) throw new DirectoryRefusal('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeURIComponent(JSON.stringify(policy)) };
    }),
    DeleteRolePolicy: act('DeleteRolePolicy', (role, input) => {
      directory.putPolicy(role, text(input, 'PolicyName'), undefined);
      return {};
    }),
  };
}

/** An action on a role that is there. */
function onRole(directory: Directory) {
  return (name: string, run: (role: Role, input: JsonObject) => JsonObject): Action => ({
    permissions: ({ input }) => [{ action: `iam:${name}`, resource: directory.arnOfRole(text(input, 'RoleName')) }],
    run: ({ input }) => {
      const roleName = text(input, 'RoleName');
      const role = directory.role(directory.arnOfRole(roleName));
      if (!role) throw new DirectoryRefusal('NoSuchEntity', `The role with name ${roleName} cannot be found.`);
      return run(role, input);
    },
  });
}

/** Refusals of the directory with IAM's codes and statuses. */
function refusing(action: Action): Action {
  return {
    ...action,
    run: async (call: Call) => {
      try {
        return await action.run(call);
      } catch (error) {
        if (!(error instanceof DirectoryRefusal)) throw error;
        const statuses = {
          NoSuchEntity: 404,
          EntityAlreadyExists: 409,
          DeleteConflict: 409,
          MalformedPolicyDocument: 400,
        };
        throw new ServiceError(error.code, error.message, statuses[error.code]);
      }
    },
  };
}

/** AWS knows no principal that is not there. */
function trust(directory: Directory, input: JsonObject, member: string): ReturnType<typeof policyDocument> {
  const policy = policyDocument(text(input, member));
  const principals = policy.Statement.flatMap(({ Principal }) => [Principal?.Federated ?? []].flat());
  const unknown = principals.find((arn) => !directory.provider(arn));
  if (unknown !== undefined)
    throw new DirectoryRefusal('MalformedPolicyDocument', `Invalid principal in policy: "FEDERATED":"${unknown}"`);
  return policy;
}

function metadata(document: string): ProviderMetadata {
  try {
    return readMetadata(document);
  } catch (error) {
    throw new ServiceError('InvalidInput', error instanceof Error ? error.message : String(error));
  }
}

function duration(input: JsonObject): number {
  const seconds = Number(text(input, 'MaxSessionDuration', '3600'));
  if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43_200)
    throw new ServiceError('ValidationError', 'MaxSessionDuration must be from 3600 to 43200.');
  return seconds;
}

function described({ name, id, arn, trust: policy, maxSessionDuration }: Role): JsonObject {
  return {
    Path: '/',
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: '2026-01-01T00:00:00Z',
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policy)),
    MaxSessionDuration: maxSessionDuration,
  };
}

function text(input: JsonObject, name: string, fallback?: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  if (fallback !== undefined) return fallback;
  throw new ServiceError('ValidationError', `${name} is missing.`);
}
