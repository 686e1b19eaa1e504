import type { Person } from '../accounts';
import { FACTOR_KINDS, PUSH_ANSWERS, type AuthnSetting, type PushAnswer } from '../authnSetting';
import { STEP_MS, stepOf, totp } from '../idp/okta/totp';
import type { TransactionBook } from '../idp/okta/transaction';
import type { UserBook } from '../idp/okta/userBook';
import type { SandboxClock } from '../wire/clock';
import type { JsonObject } from '../wire/service';
import { ControlError, type ControlRoutes } from './controlRoutes';
import { checkMembers, type MemberKind } from './members';
import type { SecretBook } from './secretBook';

/** What these orders act on. */
export interface ControlledUsers {
  users: UserBook;
  transactions: TransactionBook;
  secrets: SecretBook;
  clock: SandboxClock;
}

const SETTING: Record<keyof AuthnSetting, MemberKind> = {
  account: ['active', 'passwordWarn', 'passwordExpired', 'passwordReset', 'lockedOut', 'enrolment'],
  showLockOut: 'boolean',
  factors: { listOf: FACTOR_KINDS },
  numberChallenge: 'boolean',
  pushAnswer: [...PUSH_ANSWERS, 'none'],
  pushAfterPolls: 'number',
  smsPauseSeconds: 'number',
  identityEngine: ['no', 'appPolicy', 'refused'],
  linkOrigin: 'string',
};

/** What people need to sign in by the Authn API, and the phones that they answer with. */
export function addUserRoutes(routes: ControlRoutes, controlled: ControlledUsers): void {
  addUsers(routes, controlled);
  addPhones(routes, controlled);
}

function addUsers(routes: ControlRoutes, { users }: ControlledUsers): void {
  const shown = (person: Person): JsonObject => ({ user: person.user, ...users.setting(person) });
  routes.add('GET', 'idp/users', () => users.all().map(shown));
  routes.add('PUT', 'idp/users', ({ body, rest }) => {
    checkMembers(body, SETTING);
    const person = personOf(users, rest);
    users.change(person, body);
    return shown(person);
  });
  routes.add('DELETE', 'idp/users', () => {
    users.reset();
    return {};
  });
}

function addPhones(routes: ControlRoutes, controlled: ControlledUsers): void {
  const { users, transactions, secrets, clock } = controlled;
  routes.add('GET', 'idp/codes', ({ rest }) => {
    const person = personOf(users, rest);
    const now = clock.now();
    const code = totp(users.totpSecret(person), stepOf(now));
    secrets.add('passcode', code, person.user);
    return { totp: code, secondsLeft: (STEP_MS - (now % STEP_MS)) / 1000, sms: transactions.lastSms(person) ?? null };
  });
  routes.add('GET', 'idp/push', () =>
    transactions.pushes().map(({ person, push }) => ({
      user: person.user,
      correctAnswer: push.correctAnswer ?? null,
      polls: push.polls,
    })),
  );
  routes.add('POST', 'idp/push', ({ body }) => {
    checkMembers(body, { user: 'string', answer: PUSH_ANSWERS, number: 'number' });
    const person = personOf(users, body['user']);
    const waiting = transactions.pushes().find((each) => each.person === person);
    if (!waiting) throw new ControlError(`No push waits on the phone of ${person.user}.`);
    const { push } = waiting;
    const number = body['number'];
    // A wrong number is a rejection, as on the phone.
    const wrong = typeof number === 'number' && number !== push.correctAnswer;
    push.answer = wrong ? 'reject' : ((body['answer'] as PushAnswer | undefined) ?? 'approve');
    return { answer: push.answer };
  });
}

function personOf(users: UserBook, name: unknown): Person {
  const person = typeof name === 'string' ? users.find(name) : undefined;
  if (!person)
    throw new ControlError(
      `There is no such user; there are ${users
        .all()
        .map((each) => each.user)
        .join(', ')}.`,
    );
  return person;
}
