import { GetStatementResultCommand, type RedshiftDataClient } from '@aws-sdk/client-redshift-data';
import type { Column, ResultPage } from '../core/result';
import { readExactBody, type ExactBody } from './exactJson';

/** One page of a result, every number as it was written. Rejects as the SDK does; `abortSignal` breaks the request off. */
export async function getResultPage(
  client: RedshiftDataClient,
  input: { Id: string; NextToken?: string },
  abortSignal: AbortSignal,
): Promise<ResultPage> {
  const command = new GetStatementResultCommand(input);
  let body: ExactBody | undefined;
  // Nearest to the network: takes the body of a good answer away before the SDK reads (and rounds) it. Everything else,
  // signing, retries, errors, stays with the SDK.
  command.middlewareStack.add(
    (next) => async (args) => {
      const output = await next(args);
      const response = output.response as { statusCode: number; body: unknown };
      if (response.statusCode < 300) {
        body = read(await textOf(response.body));
        response.body = new Uint8Array();
      }
      return output;
    },
    { step: 'deserialize', priority: 'low', name: 'exactResult' },
  );
  await client.send(command, { abortSignal });
  if (body === undefined) throw new SyntaxError('The answer has no body');
  return pageOf(body);
}

function read(text: string): ExactBody {
  try {
    return readExactBody(text);
  } catch (error) {
    // Tells the SDK to ask again, as it does for every other body that was cut off on the way.
    throw Object.assign(error as Error, { $retryable: {} });
  }
}

async function textOf(body: unknown): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function pageOf({ records, members }: ExactBody): ResultPage {
  const { ColumnMetadata: columns, TotalNumRows: totalRows, NextToken: nextToken } = members;
  return {
    columns: Array.isArray(columns) ? columns.map((column) => columnOf(column as ColumnMetadata)) : [],
    rows: records,
    totalRows: typeof totalRows === 'number' ? totalRows : records.length,
    ...(typeof nextToken === 'string' && nextToken !== '' ? { nextToken } : {}),
  };
}

/** As far as it is used; names and meanings are those of JDBC's ResultSetMetaData. */
interface ColumnMetadata {
  name?: string;
  label?: string;
  typeName?: string;
  /** 0: NOT NULL, 1: NULL allowed, 2: not known. */
  nullable?: number;
  precision?: number;
  scale?: number;
}

/** Types whose precision says something: digits, or characters or bytes at most. */
const sizedTypes = new Set(['numeric', 'decimal', 'varchar', 'bpchar', 'char', 'varbyte']);

function columnOf({ name, label, typeName = '', nullable, precision = 0, scale = 0 }: ColumnMetadata): Column {
  const column: Column = { name: label ?? name ?? '', type: typeName };
  if (nullable === 0 || nullable === 1) column.nullable = nullable === 1;
  // An expression of type numeric has neither: 0.
  if (precision > 0 && sizedTypes.has(typeName)) {
    column.precision = precision;
    if (typeName === 'numeric' || typeName === 'decimal') column.scale = scale;
  }
  return column;
}
