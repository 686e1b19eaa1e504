import type { LedgerRun, LedgerStatement } from '../../../../src/run/ledgerRuns';

let count = 0;

/** A run of one account on one target, that finished; the rest as given. */
export function aRun(of: Partial<LedgerRun> = {}): LedgerRun {
  const statements = of.statements ?? [];
  return {
    runId: `run-${++count}`,
    file: 'file:///demo.sql',
    name: 'demo.sql',
    target: {
      accountId: 'ethan',
      warehouse: { kind: 'cluster', name: 'redshift-cluster-1', database: 'dev' },
      database: 'dev',
    },
    user: 'ethan@example.com',
    count: statements.length,
    at: 0,
    status: 'finished',
    requests: new Map(),
    ...of,
    statements,
  };
}

/** A statement that finished; the rest as given. */
export function aStatement(of: Partial<LedgerStatement> = {}): LedgerStatement {
  return {
    index: 0,
    statementName: `name-${++count}`,
    status: 'finished',
    at: 0,
    text: 'select 1',
    line: 1,
    offset: 0,
    ...of,
  };
}
