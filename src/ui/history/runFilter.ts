import type { LedgerRun, LedgerStatement } from '../../run/ledgerRuns';

/** A statement with its run. */
export interface FoundStatement {
  run: LedgerRun;
  statement: LedgerStatement;
}

/** A run with those of its statements that are shown. */
export interface ShownRun {
  run: LedgerRun;
  statements: readonly LedgerStatement[];
}

/**
 * Leaves the runs in which all words of a text are found, whatever their case: in the name of the file or the target, or in a
 * statement or its error. Of a run that does not match as a whole, the statements that do are left.
 */
export function filterRuns(runs: readonly LedgerRun[], text: string): ShownRun[] {
  const words = wordsOf(text);
  return runs.flatMap((run) => {
    const about = aboutRun(run);
    if (hasAll(about, words)) return [{ run, statements: run.statements }];
    const statements = run.statements.filter((statement) => hasAll(`${about}\n${aboutStatement(statement)}`, words));
    return statements.length === 0 ? [] : [{ run, statements }];
  });
}

/** The first so many statements that fit a text in the same sense; those of the newest run come first, its last one in front. */
export function findStatements(runs: readonly LedgerRun[], text: string, most: number): FoundStatement[] {
  const words = wordsOf(text);
  const found: FoundStatement[] = [];
  for (const run of runs) {
    const about = aboutRun(run);
    for (const statement of [...run.statements].reverse()) {
      if (!hasAll(`${about}\n${aboutStatement(statement)}`, words)) continue;
      if (found.push({ run, statement }) === most) return found;
    }
  }
  return found;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function aboutRun({ name, user, target: { warehouse, database } }: LedgerRun): string {
  return `${name}\n${user}\n${warehouse.name}/${database}`.toLowerCase();
}

function aboutStatement({ text, error = '' }: LedgerStatement): string {
  return `${text}\n${error}`.toLowerCase();
}

function hasAll(about: string, words: readonly string[]): boolean {
  return words.every((word) => about.includes(word));
}
