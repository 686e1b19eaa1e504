import type { Statement } from './statement';

/** A statement that was really sent to a warehouse's database; times in ms since 1970, by the sandbox's clock. */
export type LedgerEntry = {
  /** `uuid:n` for one of a batch. */
  statementId: string;
  statementName: string | null;
  clientToken: string | null;
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

/** Entries with all of these; missing = any. */
export type LedgerFilter = { [Key in (typeof LEDGER_KEYS)[number]]?: string };

/** What entries can be asked for and counted by. `statementId` also fits the statements of that batch. */
export const LEDGER_KEYS = [
  'text',
  'statementName',
  'clientToken',
  'statementId',
  'sessionId',
  'user',
  'outcome',
] as const;

/** Everything that ran, in the order in which it was sent: the proof of what ran once, twice or never. */
export class StatementLedger {
  private list: LedgerEntry[] = [];
  /** How many are counted no more, for they were too many. */
  forgotten = 0;

  /** Call it when the statement goes out, not earlier. */
  sent(statement: Statement, at: number): LedgerEntry {
    const { name, token, parameters, target, dbUser, sessionId } = statement.request;
    const { kind, name: warehouse } = target.warehouse.name;
    const entry: LedgerEntry = {
      statementId: statement.id,
      statementName: name ?? null,
      clientToken: token ?? null,
      text: statement.sql,
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
    if (this.list.length > KEPT) {
      this.forgotten += this.list.length - KEPT / 2;
      this.list = this.list.slice(-KEPT / 2);
    }
    return entry;
  }

  entries(filter: LedgerFilter = {}): LedgerEntry[] {
    const wanted = LEDGER_KEYS.filter((key) => filter[key] !== undefined);
    return this.list.filter((entry) => wanted.every((key) => fits(entry, key, filter[key] ?? '')));
  }

  /** How many entries there are of each value of `by`; those without one are under the empty text. */
  counts(by: (typeof LEDGER_KEYS)[number], filter: LedgerFilter = {}): Record<string, number> {
    const counts = new Map<string, number>();
    for (const entry of this.entries(filter)) counts.set(entry[by] ?? '', (counts.get(entry[by] ?? '') ?? 0) + 1);
    return Object.fromEntries(counts);
  }

  clear(): void {
    this.list = [];
    this.forgotten = 0;
  }
}

function fits(entry: LedgerEntry, key: (typeof LEDGER_KEYS)[number], wanted: string): boolean {
  return entry[key] === wanted || (key === 'statementId' && entry.statementId.startsWith(`${wanted}:`));
}
