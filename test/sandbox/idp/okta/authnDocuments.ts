import type { Person } from '../../accounts';
import type { FactorKind } from '../../authnSetting';
import type { Json, JsonObject } from '../../wire/service';
import type { Transaction } from './transaction';

/** The JSON of Okta's Authn API, as its reference shows it. `origin` is where links lead to. */

export const AUTHN = '/api/v1/authn';

const FACTOR_TYPES: Readonly<Record<FactorKind, { factorType: string; prefix: string }>> = {
  push: { factorType: 'push', prefix: 'opf' },
  totp: { factorType: 'token:software:totp', prefix: 'ost' },
  sms: { factorType: 'sms', prefix: 'sms' },
};

const COMPLEXITY = {
  minLength: 8,
  minLowerCase: 1,
  minUpperCase: 1,
  minNumber: 1,
  minSymbol: 0,
  excludeUsername: true,
};

/** `opf1mia0000000000`: the same in every run. */
export function factorId(person: Person, kind: FactorKind): string {
  return `${FACTOR_TYPES[kind].prefix}1${person.user}`.padEnd(20, '0');
}

/** What the client is told of where its sign-in stands; `extra` are further members of MFA_CHALLENGE. */
export function transactionDocument(
  transaction: Transaction,
  origin: string,
  factors: readonly FactorKind[],
  extra: JsonObject = {},
): JsonObject {
  const { status, person, stateToken, expiresAt, sessionToken } = transaction;
  return {
    ...(status === 'SUCCESS' ? { sessionToken: sessionToken ?? null } : { stateToken }),
    expiresAt: new Date(expiresAt).toISOString(),
    status,
    ...extra,
    _embedded: { user: userDocument(person), ...embedded(transaction, origin, factors) },
    ...(status === 'SUCCESS' ? {} : { _links: links(transaction, origin) }),
  };
}

/** Without a token: nothing can be done from here but unlocking. */
export function lockedOutDocument(origin: string): JsonObject {
  return { status: 'LOCKED_OUT', _links: { next: link(origin, '/recovery/unlock', 'unlock') } };
}

function userDocument({ user, mail }: Person): JsonObject {
  const firstName = user.charAt(0).toUpperCase() + user.slice(1);
  return {
    id: `00u1${user}`.padEnd(20, '0'),
    passwordChanged: '2024-09-08T20:14:45.000Z',
    profile: { login: mail, firstName, lastName: 'Example', locale: 'en_US', timeZone: 'America/Los_Angeles' },
  };
}

function embedded(transaction: Transaction, origin: string, factors: readonly FactorKind[]): JsonObject {
  const { person } = transaction;
  switch (transaction.status) {
    case 'MFA_REQUIRED':
      return {
        factors: factors.map((kind) => ({
          ...factorDocument(person, kind),
          _links: { verify: link(origin, `/factors/${factorId(person, kind)}/verify`) },
        })),
        policy: rememberPolicy(),
      };
    case 'MFA_CHALLENGE':
      return {
        factor: { ...factorDocument(person, transaction.factor ?? 'totp'), ...challenge(transaction) },
        policy: rememberPolicy(),
      };
    case 'MFA_ENROLL':
      return {
        factors: (['token:software:totp', 'sms', 'push'] as const).map((factorType) => ({
          factorType,
          provider: 'OKTA',
          vendorName: 'OKTA',
          _links: { enroll: link(origin, '/factors') },
          status: 'NOT_SETUP',
          enrollment: 'OPTIONAL',
        })),
      };
    case 'PASSWORD_WARN':
      return { policy: { expiration: { passwordExpireDays: 5 }, complexity: COMPLEXITY } };
    case 'PASSWORD_EXPIRED':
    case 'PASSWORD_RESET':
      return { policy: { complexity: COMPLEXITY } };
    case 'SUCCESS':
      return {};
  }
}

function factorDocument(person: Person, kind: FactorKind): JsonObject {
  const phone = { credentialId: person.mail, deviceType: 'SmartPhone_IPhone', name: `Phone of ${person.user}` };
  const profiles: Record<FactorKind, JsonObject> = {
    push: { ...phone, platform: 'IOS', version: '17.0' },
    totp: { credentialId: person.mail },
    sms: { phoneNumber: '+1 XXX-XXX-1337' },
  };
  return {
    id: factorId(person, kind),
    factorType: FACTOR_TYPES[kind].factorType,
    provider: 'OKTA',
    vendorName: 'OKTA',
    profile: profiles[kind],
  };
}

/** The number comes when the phone shows its three, which is not at once: with the first poll. */
function challenge({ push, factor }: Transaction): JsonObject {
  const shown = factor === 'push' && push && push.polls > 0 && !push.over;
  if (!shown || push.correctAnswer === undefined) return {};
  return { _embedded: { challenge: { correctAnswer: push.correctAnswer } } };
}

function links(transaction: Transaction, origin: string): JsonObject {
  const cancel = link(origin, '/cancel');
  switch (transaction.status) {
    case 'MFA_CHALLENGE':
      return { ...challengeLinks(transaction, origin), cancel, prev: link(origin, '/previous') };
    case 'PASSWORD_WARN':
      return { next: changePassword(origin), skip: link(origin, '/skip', 'skip'), cancel };
    case 'PASSWORD_EXPIRED':
      return { next: changePassword(origin), cancel };
    case 'PASSWORD_RESET':
      return { next: link(origin, '/credentials/reset_password', 'resetPassword'), cancel };
    case 'MFA_REQUIRED':
    case 'MFA_ENROLL':
    case 'SUCCESS':
      return { cancel };
  }
}

function challengeLinks({ person, factor = 'totp', push }: Transaction, origin: string): JsonObject {
  const verify = `/factors/${factorId(person, factor)}/verify`;
  const waits = factor === 'push' && push?.over === false;
  const again: Json = factor === 'totp' ? {} : { resend: [link(origin, `${verify}/resend`, factor)] };
  return { next: link(origin, verify, waits ? 'poll' : 'verify'), ...again };
}

function changePassword(origin: string): JsonObject {
  return link(origin, '/credentials/change_password', 'changePassword');
}

function rememberPolicy(): JsonObject {
  return { allowRememberDevice: false, rememberDeviceLifetimeInMinutes: 0, rememberDeviceByDefault: false };
}

function link(origin: string, path: string, name?: string): JsonObject {
  return { ...(name === undefined ? {} : { name }), href: `${origin}${AUTHN}${path}`, hints: { allow: ['POST'] } };
}
