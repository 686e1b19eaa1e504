import { postgreSplitterOptions, splitQuery } from 'dbgate-query-splitter';
import path from 'node:path';
import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import type { splitStatements } from '../../src/sql/splitter';
import type { StatementIndex } from '../../src/sql/statementIndex';
import { exportsOf } from './support/bundled';

interface Splitter {
  splitStatements: typeof splitStatements;
}

interface Indexing {
  StatementIndex: typeof StatementIndex;
}

const megabytes = 10;
const rounds = 5;
const editRounds = 50;

/** As scripts are: joins, comments, strings with apostrophes, a procedure, long lists of values. */
const piece = `-- orders of the last month
SELECT o.order_id, c.full_name, sum(o.total) AS total, 'it''s' || "Region" AS label
  FROM sales_schema.orders o
  JOIN sales_schema.customers c USING (customer_id) /* inner join */
 WHERE o.ordered_at > '2024-01-01'::timestamp AND status IN ('open', 'paid')
 GROUP BY 1, 2;

CREATE OR REPLACE PROCEDURE refresh(day date) AS $$
BEGIN
  DELETE FROM totals WHERE sold_on = day;
  INSERT INTO totals SELECT day, sum(amount) FROM sales_schema.store_sales WHERE sold_on = day;
END;
$$ LANGUAGE plpgsql;

INSERT INTO lookup VALUES ${Array.from({ length: 40 }, (_, row) => `(${row}, 'value ${row}', ${row}.25)`).join(', ')};
`;

/** The scanner, bundled as it ships, beside dbgate-query-splitter, on the same text in the same process, turn by turn. */
export async function measure({ home }: BenchContext): Promise<Figure[]> {
  const splitter = await exportsOf<Splitter>('src/sql/splitter.ts', path.join(home, 'splitter.js'));
  const { StatementIndex: Index } = await exportsOf<Indexing>('src/sql/statementIndex.ts', path.join(home, 'index.js'));
  const text = piece.repeat(Math.ceil((megabytes * 1_000_000) / piece.length));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const own = timed(() => splitter.splitStatements(text));
    const other = timed(() => splitQuery(text, postgreSplitterOptions));
    // The first round is for the compiler.
    if (round === 0) continue;
    ours.push(own);
    theirs.push(other);
  }
  const splitting = {
    name: `splitting ${megabytes} MB of SQL`,
    unit: 'ms',
    value: median(ours),
    yardstick: median(theirs),
  };
  const editing = {
    name: `an edit in the middle of ${megabytes} MB of SQL, until its statement is known`,
    unit: 'ms',
    value: median(timesOfEdits(new Index(text), text.length)),
    yardstick: median(ours),
  };
  return [comparedFigure({ ...splitting, atMost: 1 / 5 }), comparedFigure({ ...editing, atMost: 1 / 10 })];
}

/** Typing, a pasted statement and its removal: the number of statements stays, grows and shrinks. */
function timesOfEdits(index: StatementIndex, length: number): number[] {
  const middle = length >> 1;
  const pasted = ";\nselect 'pasted' /* ; */;\n";
  const times: number[] = [];
  for (let round = 0; round < editRounds; round++)
    for (const change of [
      { start: middle, length: 0, text: 'x' },
      { start: middle, length: 1, text: '' },
      { start: middle, length: 0, text: pasted },
      { start: middle, length: pasted.length, text: '' },
    ])
      times.push(
        timed(() => {
          index.edit([change]);
          index.at(middle);
        }),
      );
  return times;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
