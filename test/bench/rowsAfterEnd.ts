import path from 'node:path';
import { comparedFigure, median, type BenchContext, type Figure } from '../../scripts/bench/figure';
import type { FileRunner } from '../../src/run/fileRunner';
import type { ResultsStore } from '../../src/ui/results/resultsStore';
import { exportsOf } from './support/bundled';
import { delayMs, DistantWarehouse, preciseNow, target } from './support/distantWarehouse';

interface Store {
  ResultsStore: typeof ResultsStore;
}

/** Statements of so many seconds: one that ends within the first wait, and one that outlives it. */
const cases = [
  { seconds: 0.2, rounds: 40, warmUps: 10 },
  { seconds: 1.5, rounds: 12, warmUps: 2 },
];
const rows = 500;

/**
 * From the end of a statement on the server until its rows are handed to the results page, as the page asks for them, beside two
 * requests of a plain client: an Execute that waits, and GetStatementResult. What comes behind the hand-over (the editor's message to
 * its page and the drawing) is no part of it: `npm test -- workbench` sees that.
 */
export async function measure({ home, signal }: BenchContext): Promise<Figure[]> {
  const { ResultsStore: Store } = await exportsOf<Store>(
    'src/ui/results/resultsStore.ts',
    path.join(home, 'resultsStore.js'),
  );
  const distant = await DistantWarehouse.start(home, signal);
  const runner = distant.runner();
  try {
    const figures: Figure[] = [];
    for (const { seconds, rounds, warmUps } of cases) {
      const ours: number[] = [];
      const plain: number[] = [];
      for (let round = 0; round < warmUps + rounds; round++) {
        const shown = await untilShown(distant, runner, Store, textOf(seconds, `page ${round}`), signal);
        // The description that follows the rows would be in the yardstick's way.
        await runner.settled;
        const raw = await untilAnswered(distant, textOf(seconds, `plain ${round}`));
        if (round < warmUps) continue;
        ours.push(shown);
        plain.push(raw);
      }
      const how = `${seconds} s, ${rows} rows, ${delayMs} ms of network, median of N=${rounds}, warm-up ${warmUps}`;
      figures.push(
        comparedFigure({
          name: `end on the server until the rows reach the page (${how})`,
          ...{ unit: 'ms', value: median(ours), yardstick: median(plain), atMost: 1.5 },
        }),
      );
    }
    return figures;
  } finally {
    await runner.close();
    await distant.stop();
  }
}

function textOf(seconds: number, mark: string): string {
  return `WITH waited AS (SELECT pg_sleep(${seconds})) SELECT event_id, value FROM waited, sales_schema.web_events LIMIT ${rows} /* ${seconds} ${mark} */`;
}

/** As src/ui/query/fileRun.ts hands a run to the store, and the page asks for the first rows of a result as soon as it hears of it. */
async function untilShown(
  distant: DistantWarehouse,
  runner: FileRunner,
  Store: typeof ResultsStore,
  text: string,
  signal: AbortSignal,
): Promise<number> {
  const store = new Store({ resultTitle: String, wordsOf: String }, Date.now);
  let shownAt = NaN;
  store.onMessage((message) => {
    if (message.type === 'run') {
      for (const { id } of message.run?.results ?? []) store.result(id)?.want([{ first: 0, count: 100 }], 0);
    } else if (message.type === 'rows' && message.rows.length > 0) shownAt = preciseNow();
  });
  const record = store.begin('bench.sql', { file: 'bench.sql', target: '', accountId: '' }, [{ text, line: 1 }]);
  const { status } = await runner.run([{ text }], signal, (event) => {
    if (event.type === 'started') store.started(record, event.index);
    else if (event.type === 'finished') {
      const { result, affectedRows, durationMs = event.elapsedMs } = event.outcome;
      store.ended(record, event.index, { state: 'finished', durationMs, affectedRows, result });
    }
  });
  store.dispose();
  if (status !== 'finished' || Number.isNaN(shownAt)) throw new Error(`No rows came: ${status}`);
  return shownAt - (await distant.ran(text)).endedAt;
}

async function untilAnswered(distant: DistantWarehouse, text: string): Promise<number> {
  const { warehouse, database } = target;
  const { Id, Status } = await distant.plain.call('ExecuteStatement', {
    ...{ Sql: text, ClusterIdentifier: warehouse.name, Database: database, WaitTimeSeconds: 30 },
  });
  const { Records = [] } = await distant.plain.call('GetStatementResult', { Id });
  const answeredAt = preciseNow();
  if (Status !== 'FINISHED' || Records.length !== rows) throw new Error(`${Records.length} rows came: ${Status}`);
  return answeredAt - (await distant.ran(text)).endedAt;
}
