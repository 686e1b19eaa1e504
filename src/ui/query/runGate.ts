import { l10n, window } from 'vscode';
import { Cancelled, type Failure } from '../../core/failure';
import { isProduction, type Profile } from '../../core/profile';
import { warehouseKey, type Target } from '../../core/warehouse';
import { judgeStatements, type RiskyStatement } from '../../run/safety';
import type { StatementRisk } from '../../sql/statementReading';
import type { RunStatement } from '../../run/runEvents';

/** Statements that a question shows, and characters of each. */
const shownStatements = 5;
const shownLength = 300;

/** Asks before what could do harm: once per file on a production warehouse, and before risky statements where the connection says so. */
export class RunGate {
  /** Files that were let through, with the warehouse; for as long as this window lives. */
  readonly #passed = new Set<string>();

  /**
   * @param file address of the file
   * @param name what people call it
   * @returns which statement (from 0) is refused, if one is
   * @throws Cancelled when the person does not want to run them
   */
  async pass(
    file: string,
    name: string,
    profile: Profile,
    target: Target,
    statements: readonly Pick<RunStatement, 'text'>[],
  ): Promise<{ refused?: { index: number; failure: Failure } }> {
    const verdict = judgeStatements(profile.statements ?? 'run', statements, profile.name);
    if (verdict.kind === 'refused') return { refused: verdict };
    const key = `${warehouseKey(target.warehouse)} ${target.accountId} ${file}`;
    const isNew = isProduction(profile, target.warehouse) && !this.#passed.has(key);
    if (verdict.kind === 'run' && !isNew) return {};
    const risky = verdict.kind === 'ask' ? verdict.risky : [];
    const shown = risky.length > 0 ? risky : statements;
    const question = questionOf(name, target, isNew, risky);
    const yes = l10n.t('Run');
    const answer = await window.showWarningMessage(question, { modal: true, detail: detailOf(shown) }, yes);
    if (answer !== yes) throw new Cancelled();
    if (isNew) this.#passed.add(key);
    return {};
  }
}

function questionOf(name: string, target: Target, isProductionNew: boolean, risky: readonly RiskyStatement[]): string {
  const where = `${target.warehouse.name}/${target.database}`;
  const [first] = risky;
  if (first === undefined) return l10n.t('{0} is marked as production. Run statements of {1} there?', where, name);
  const what =
    risky.length === 1
      ? riskWords(first.risk, first.object)
      : l10n.t('{0} statements of {1} define, change or remove things.', risky.length, name);
  return isProductionNew
    ? l10n.t('{0} Run on {1}, which is marked as production?', what, where)
    : l10n.t('{0} Run on {1}?', what, where);
}

function riskWords(risk: StatementRisk, object: string | undefined): string {
  const it = object ?? l10n.t('a table');
  switch (risk) {
    case 'deleteWithoutWhere':
      return l10n.t('DELETE without WHERE removes all rows of {0}.', it);
    case 'updateWithoutWhere':
      return l10n.t('UPDATE without WHERE changes all rows of {0}.', it);
    case 'truncate':
      return l10n.t('TRUNCATE removes all rows of {0}, and cannot be rolled back.', it);
    case 'drop':
      return l10n.t('This removes {0}.', object ?? l10n.t('an object'));
    case 'grants':
      return l10n.t('This changes who may do what.');
    case 'ddl':
      return l10n.t('This changes what there is in the database.');
  }
}

function detailOf(statements: readonly Pick<RunStatement, 'text'>[]): string {
  const texts = statements.slice(0, shownStatements).map(({ text }) => {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    return line.length > shownLength ? `${line.slice(0, shownLength)}…` : line;
  });
  const more = statements.length - texts.length;
  return [...texts, ...(more > 0 ? [l10n.t('… and {0} more', more)] : [])].join('\n\n');
}
