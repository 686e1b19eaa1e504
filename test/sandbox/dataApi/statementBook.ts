import type { SandboxClock } from '../wire/clock';
import type { Caller } from '../wire/service';
import { LIMITS } from './limits';
import { invalid, statementNotFound, tooManyStatements } from './refusals';
import type { Statement } from './statement';

interface Token {
  /** What was asked for with it. */
  request: string;
  statement: Statement;
  at: number;
}

/** All statements of the last 24 hours, and the tokens that keep a request from running twice. */
export class StatementBook {
  private readonly statements = new Map<string, Statement>();
  private readonly tokens = new Map<string, Token>();

  constructor(private readonly clock: SandboxClock) {}

  add(statement: Statement): void {
    this.forget();
    const { warehouse } = statement.request.target;
    const active = [...this.statements.values()].filter(
      ({ outcome, request }) => !outcome && request.target.warehouse === warehouse,
    );
    if (active.length >= LIMITS.activeStatements) throw tooManyStatements();
    this.statements.set(statement.id, statement);
  }

  /** A statement of this IAM role: that others on the role see it is how AWS does it ("Considerations"). */
  find(id: string, caller: Pick<Caller, 'roleArn'>): Statement {
    this.forget();
    const statement = this.statements.get(id);
    if (statement?.request.owner.roleArn !== caller.roleArn) throw statementNotFound(id);
    return statement;
  }

  /** The statement that this token made before; the same token for another request is refused. */
  known(token: string, request: string, caller: Pick<Caller, 'roleArn'>): Statement | undefined {
    this.forget();
    const known = this.tokens.get(tokenKey(token, caller));
    if (known && known.request !== request)
      throw invalid('The clientToken was already used for a request with other parameters');
    return known?.statement;
  }

  remember(token: string, request: string, statement: Statement): void {
    this.tokens.set(tokenKey(token, statement.request.owner), { request, statement, at: this.clock.now() });
  }

  list(): Statement[] {
    this.forget();
    return [...this.statements.values()];
  }

  private forget(): void {
    const now = this.clock.now();
    for (const [key, { at }] of this.tokens) {
      if (at + LIMITS.clientTokenMs > now) break;
      this.tokens.delete(key);
    }
    for (const [id, statement] of this.statements) {
      if (!statement.outcome) continue;
      if (statement.updatedAt + LIMITS.retentionMs > now) break;
      statement.outcome.result?.rows.discard();
      this.statements.delete(id);
    }
  }
}

function tokenKey(token: string, { roleArn }: Pick<Caller, 'roleArn'>): string {
  return `${roleArn} ${token}`;
}
