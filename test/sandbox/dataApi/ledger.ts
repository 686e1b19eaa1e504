import type { Statement } from './statement';

/** A statement that was really sent to a warehouse's database; times in ms since 1970, by the sandbox's clock. */
export type LedgerEntry = {
  statementId: string;
  statementName: string | null;
  text: string;
  parameters: number;
  warehouse: string;
  database: string;
  user: string;
  sessionId: string | null;
  pid: number;
  startedAt: number;
  /** Null while it runs. */
  endedAt: number | null;
  outcome: 'FINISHED' | 'FAILED' | 'ABORTED' | null;
};

const KEPT = 50_000;

/** Everything that ran, in the order in which it was sent: the proof of what ran once, twice or never. */
export class StatementLedger {
  private list: LedgerEntry[] = [];

  /** Call it when the statement goes out, not earlier. */
  sent(statement: Statement, at: number): LedgerEntry {
    const { sql, name, parameters, target, dbUser, sessionId } = statement.request;
    const { kind, name: warehouse } = target.warehouse.name;
    const entry: LedgerEntry = {
      statementId: statement.id,
      statementName: name ?? null,
      text: sql,
      parameters: parameters.length,
      warehouse: `${kind}:${warehouse}`,
      database: target.database,
      user: dbUser,
      sessionId: sessionId ?? null,
      pid: statement.pid,
      startedAt: at,
      endedAt: null,
      outcome: null,
    };
    this.list.push(entry);
    if (this.list.length > KEPT) this.list = this.list.slice(-KEPT / 2);
    return entry;
  }

  entries(): LedgerEntry[] {
    return [...this.list];
  }

  clear(): void {
    this.list = [];
  }
}
