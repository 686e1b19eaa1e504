import { randomBytes, randomInt } from 'node:crypto';
import type { Person } from '../../accounts';
import type { FactorKind, PushAnswer } from '../../authnSetting';
import type { SecretBook } from '../../faults/secretBook';
import type { SandboxClock } from '../../wire/clock';

/** Sliding: every request with the token extends it. */
const TRANSACTION_MS = 5 * 60_000;
const SESSION_TOKEN_MS = 5 * 60_000;

export type Status =
  'PASSWORD_WARN' | 'PASSWORD_EXPIRED' | 'PASSWORD_RESET' | 'MFA_ENROLL' | 'MFA_REQUIRED' | 'MFA_CHALLENGE' | 'SUCCESS';

export interface Push {
  sentAt: number;
  polls: number;
  /** The right one of the three numbers on the phone, where there are numbers. */
  correctAnswer: number | undefined;
  answer: PushAnswer | undefined;
  /** The client has been told of the answer: what follows is a new push. */
  over: boolean;
}

/** One sign-in on its way, known to its client by the state token. */
export interface Transaction {
  stateToken: string;
  person: Person;
  status: Status;
  /** ms since 1970 */
  expiresAt: number;
  /** The client wants to be told of passwords that are about to expire. */
  warn: boolean;
  /** What has been done already. */
  done: Set<'factor' | 'password'>;
  /** The one that is being verified, in MFA_CHALLENGE. */
  factor?: FactorKind;
  push?: Push;
  sms?: { code: string; sentAt: number };
  wrongCodes: number;
  sessionToken?: string;
}

/** Sign-ins on their way, and the tokens that those which succeeded left. */
export class TransactionBook {
  private readonly open = new Map<string, Transaction>();
  private readonly sessionTokens = new Map<string, { person: Person; until: number }>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly secrets: SecretBook,
  ) {}

  start(person: Person, warn: boolean): Transaction {
    const stateToken = `00${randomBytes(30).toString('base64url')}`;
    this.secrets.add('stateToken', stateToken, person.user);
    const transaction: Transaction = {
      stateToken,
      person,
      status: 'MFA_REQUIRED',
      expiresAt: this.clock.now() + TRANSACTION_MS,
      warn,
      done: new Set(),
      wrongCodes: 0,
    };
    this.open.set(stateToken, transaction);
    return transaction;
  }

  /** Undefined when there is none any more; else it lives on. */
  find(stateToken: string): Transaction | undefined {
    const transaction = this.open.get(stateToken);
    if (!transaction) return undefined;
    const now = this.clock.now();
    if (transaction.expiresAt <= now) {
      this.open.delete(stateToken);
      return undefined;
    }
    transaction.expiresAt = now + TRANSACTION_MS;
    return transaction;
  }

  end(transaction: Transaction): void {
    this.open.delete(transaction.stateToken);
  }

  /** Pushes that lie on phones, the newest first. */
  pushes(): (Transaction & { push: Push })[] {
    return [...this.open.values()]
      .filter((each): each is Transaction & { push: Push } => each.push !== undefined && each.factor === 'push')
      .filter(({ push, expiresAt }) => push.answer === undefined && expiresAt > this.clock.now())
      .reverse();
  }

  /** The text message that was sent last to that person. */
  lastSms(person: Person): string | undefined {
    return [...this.open.values()].findLast((each) => each.person === person && each.sms)?.sms?.code;
  }

  newPush(numbers: boolean): Push {
    return {
      sentAt: this.clock.now(),
      polls: 0,
      correctAnswer: numbers ? randomInt(10, 100) : undefined,
      answer: undefined,
      over: false,
    };
  }

  newSms(person: Person): { code: string; sentAt: number } {
    const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
    this.secrets.add('passcode', code, person.user);
    return { code, sentAt: this.clock.now() };
  }

  /** A token that is good for one sign-in in a browser, for five minutes. */
  issueSessionToken(person: Person): string {
    const token = `20111${randomBytes(36).toString('base64url')}`;
    this.secrets.add('sessionToken', token, person.user);
    this.sessionTokens.set(token, { person, until: this.clock.now() + SESSION_TOKEN_MS });
    return token;
  }

  /** Uses the token up. */
  redeem(token: string): Person | undefined {
    const found = this.sessionTokens.get(token);
    this.sessionTokens.delete(token);
    return found && found.until > this.clock.now() ? found.person : undefined;
  }
}
