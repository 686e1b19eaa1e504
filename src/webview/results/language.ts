import type { ResultsTexts, StatementView } from '../protocol';
import { fill } from '../words';

/** The page's words and numbers in the person's language. */
export class Language {
  readonly #numbers: Intl.NumberFormat;
  readonly #decimals: Intl.NumberFormat;

  constructor(
    readonly texts: ResultsTexts,
    locale: string,
  ) {
    this.#numbers = new Intl.NumberFormat(locale);
    this.#decimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  rows(count: number): string {
    return fill(count === 1 ? this.texts.row : this.texts.rows, this.number(count));
  }

  /** `12 ms`, `1.24 s`, `2 min 5 s`. */
  duration(ms: number): string {
    if (ms < 1_000) return fill(this.texts.milliseconds, this.number(Math.round(ms)));
    if (ms < 60_000) return fill(this.texts.seconds, this.#decimals.format(ms / 1_000));
    return this.elapsed(ms);
  }

  /** Time in whole seconds, for a running clock. */
  elapsed(ms: number): string {
    const seconds = Math.floor(ms / 1_000);
    if (seconds < 60) return fill(this.texts.seconds, this.number(seconds));
    return fill(this.texts.minutes, this.number(Math.floor(seconds / 60)), this.number(seconds % 60));
  }

  /** What a statement did, in a few words: rows, changed rows, or its state. */
  outcome(statement: StatementView): string {
    const { texts } = this;
    switch (statement.state) {
      case 'waiting':
        return texts.statementWaiting;
      case 'running':
        return texts.statementRunning;
      case 'failed':
        return texts.statementFailed;
      case 'unknown':
        return texts.statementUnknown;
      case 'cancelled':
        return texts.statementCancelled;
      case 'notRun':
        return texts.statementNotRun;
      case 'finished':
        if (statement.rows !== undefined) return this.rows(statement.rows);
        if (statement.affectedRows === undefined) return texts.statementFinished;
        return fill(
          statement.affectedRows === 1 ? texts.affectedOne : texts.affected,
          this.number(statement.affectedRows),
        );
    }
  }
}
