import { RawJson, type Action, type Call } from '../wire/service';
import { Batch } from './batch';
import type { DataApi } from './dataApi';
import { Input } from './input';
import { LIMITS } from './limits';
import { offsetOf, tokenOf } from './paging';
import { noResult, otherFormat } from './refusals';
import type { ResultFormat } from './run';
import type { ResultSet, Statement } from './statement';
import { findRun, permissionOn, waitSeconds } from './statementActions';

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResult.html */
export function getStatementResult(api: DataApi): Action {
  return {
    permissions: permissionOn(api, 'GetStatementResult'),
    run: async (call) => {
      const { statement, result, page } = await read(api, call, 'JSON');
      const rest = JSON.stringify({
        ColumnMetadata: result.columns,
        TotalNumRows: result.rows.count,
        ...(page + 1 < result.rows.pages ? { NextToken: tokenOf(page + 1, statement.id) } : {}),
      });
      // Rows are JSON already, with numbers that JavaScript would round.
      return new RawJson(`{"Records":[${await result.rows.page(page)}],${rest.slice(1)}`);
    },
  };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResultV2.html */
export function getStatementResultV2(api: DataApi): Action {
  return {
    permissions: permissionOn(api, 'GetStatementResultV2'),
    run: async (call) => {
      const { statement, result, page } = await read(api, call, 'CSV');
      const end = Math.min(page + LIMITS.csvPiecesPerAnswer, result.rows.pages);
      const pieces: { CSVRecords: string }[] = [];
      for (let piece = page; piece < end; piece++) pieces.push({ CSVRecords: await result.rows.page(piece) });
      return {
        Records: pieces,
        ColumnMetadata: result.columns.map((column) => ({ ...column })),
        TotalNumRows: result.rows.count,
        ResultFormat: 'CSV',
        ...(end < result.rows.pages ? { NextToken: tokenOf(end, statement.id) } : {}),
      };
    },
  };
}

async function read(
  api: DataApi,
  call: Call,
  wanted: ResultFormat,
): Promise<{ statement: Statement; result: ResultSet; page: number }> {
  const { run, part } = findRun(api, call);
  const asked = part ?? run;
  const page = offsetOf(new Input(call.input), asked.id);
  await asked.wait(waitSeconds(call), call.signal);
  const { resultFormat } = asked.request;
  if (resultFormat !== wanted)
    throw otherFormat(resultFormat === 'CSV' ? 'GetStatementResultV2' : 'GetStatementResult', resultFormat);
  // A batch has none of its own, its statements have.
  if (asked instanceof Batch) throw noResult();
  const result = asked.outcome?.result;
  if (!result || page >= result.rows.pages) throw noResult();
  return { statement: asked, result, page };
}
