import { administrator } from '../iam/administrator';
import { DirectoryRefusal, type Directory } from '../iam/directory';
import { policyDocument } from '../iam/policyText';
import type { SessionBook } from '../iam/sessionBook';
import type { RegisteredApp } from '../idp/okta/registeredApp';
import type { Account } from '../wire/context';
import type { SandboxClock } from '../wire/clock';
import type { JsonObject } from '../wire/service';
import { ControlError, type ControlRoutes } from './controlRoutes';
import { checkMembers } from './members';
import type { SecretBook } from './secretBook';

/** What these orders act on. */
export interface ControlledSetUp {
  account: Account;
  directory: Directory;
  sessions: SessionBook;
  app: RegisteredApp;
  clock: SandboxClock;
  secrets: SecretBook;
}

/** What an administrator does at the provider and in the AWS account. */
export function addSetUpRoutes(routes: ControlRoutes, controlled: ControlledSetUp): void {
  addIam(routes, controlled);
  addApp(routes, controlled);
}

function addIam(routes: ControlRoutes, { account, directory, sessions, clock, secrets }: ControlledSetUp): void {
  routes.add('POST', 'iam/administrator', () => {
    const { caller, secretAccessKey, sessionToken } = administrator(sessions, account, clock.now());
    secrets.add('awsSecretKey', secretAccessKey, caller.subject);
    secrets.add('awsSessionToken', sessionToken, caller.subject);
    return { accessKeyId: caller.accessKeyId, secretAccessKey, sessionToken };
  });
  routes.add('GET', 'iam/roles', () => directory.allRoles().map(({ name }) => name));
  routes.add('PUT', 'iam/roles', ({ body, rest }) => {
    checkMembers(body, { trust: 'string', permission: 'string', maxSessionDuration: 'number' });
    return understood(() => {
      const role = directory.addRole({
        name: rest,
        maxSessionDuration: Number(body['maxSessionDuration'] ?? 3600),
        trust: policyDocument(textOf(body, 'trust')),
        policies: [policyDocument(textOf(body, 'permission'))],
      });
      return { arn: role.arn };
    });
  });
  routes.add('DELETE', 'iam/roles', ({ rest }) => {
    const role = directory.role(directory.arnOfRole(rest));
    if (!role) throw new ControlError(`There is no role ${rest}.`);
    role.policies = [];
    directory.removeRole(role);
    return {};
  });
}

function addApp(routes: ControlRoutes, { app }: ControlledSetUp): void {
  routes.add('PUT', 'idp/app', ({ body }) => understood(() => ({ ...app.register(body) })));
  routes.add('DELETE', 'idp/app', () => {
    app.forget();
    return {};
  });
  routes.add('GET', 'idp/groups', () => app.groups());
  routes.add('PUT', 'idp/groups', ({ body, rest }) => {
    checkMembers(body, { groups: 'list' });
    app.setGroups(rest, body['groups'] as string[]);
    return app.groups();
  });
}

function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new ControlError(`${name} is missing.`);
  return value;
}

function understood(work: () => JsonObject): JsonObject {
  try {
    return work();
  } catch (error) {
    if (error instanceof DirectoryRefusal || error instanceof SyntaxError)
      throw new ControlError(error.message, { cause: error });
    throw error;
  }
}
