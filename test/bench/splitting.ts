import { postgreSplitterOptions, splitQuery } from 'dbgate-query-splitter';
import { createRequire } from 'node:module';
import path from 'node:path';
import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import { bundled } from './support/bundled';

const megabytes = 10;
const rounds = 5;

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
  const splitStatements = await bundledSplitter(path.join(home, 'splitter.js'));
  const text = piece.repeat(Math.ceil((megabytes * 1_000_000) / piece.length));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const own = timed(() => splitStatements(text));
    const other = timed(() => splitQuery(text, postgreSplitterOptions));
    // The first round is for the compiler.
    if (round === 0) continue;
    ours.push(own);
    theirs.push(other);
  }
  const figure = {
    name: `splitting ${megabytes} MB of SQL`,
    unit: 'ms',
    value: median(ours),
    yardstick: median(theirs),
  };
  return [comparedFigure({ ...figure, atMost: 1 / 5 })];
}

async function bundledSplitter(outfile: string): Promise<(text: string) => unknown> {
  const program = await bundled('src/sql/splitter.ts', outfile);
  const { splitStatements } = createRequire(__filename)(program) as { splitStatements: (text: string) => unknown };
  return splitStatements;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
