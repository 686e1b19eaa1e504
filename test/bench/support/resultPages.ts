import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Rows of a page, about a megabyte of them. */
export const pageRows = 4_000;

/** The body of a GetStatementResult answer with rows of ten columns as warehouses have them. */
export function pageBody(page: number): Buffer {
  const records: string[] = [];
  for (let row = page * pageRows; row < (page + 1) * pageRows; row++) {
    const cells = [
      `{"longValue":${7_000_000_000_000 + row}}`,
      `{"longValue":${(row * 7_919) % 100_000}}`,
      `{"stringValue":"${(row * 104_729) % 500_000}.${String(row % 100).padStart(2, '0')}"}`,
      `{"doubleValue":${Math.sin(row)}}`,
      `{"stringValue":"20${String(10 + (row % 15))}-0${1 + (row % 9)}-11 0${row % 10}:00:00"}`,
      row % 3 === 0 ? '{"isNull":true}' : `{"booleanValue":${row % 2 === 0}}`,
      `{"stringValue":"/products/${(row * 31) % 200}"}`,
      `{"stringValue":"${row % 4 === 0 ? '' : 'https://search.example/'}"}`,
      `{"stringValue":"customer ${(row * 7_919) % 1_000_003} of Köln"}`,
      `{"longValue":${row % 7}}`,
    ];
    records.push(`[${cells.join(',')}]`);
  }
  const columns = columnTypes.map((typeName, i) => ({ name: `c${i}`, label: `c${i}`, typeName }));
  return Buffer.from(
    JSON.stringify({ ColumnMetadata: columns, TotalNumRows: 0, NextToken: String(page + 1) }).replace(
      '{',
      `{"Records":[${records.join(',')}],`,
    ),
  );
}

export const columnTypes = [
  'int8',
  'int4',
  'numeric',
  'float8',
  'timestamp',
  'bool',
  'varchar',
  'varchar',
  'varchar',
  'int2',
];

/** A server that hands out a few such pages again and again, as quickly as it can. */
export async function servePages(kinds: number): Promise<{ url: string; server: Server }> {
  const bodies = Array.from({ length: kinds }, (_, page) => pageBody(page));
  const server = createServer((request, response) => {
    response.end(bodies[Number(request.url?.slice(1)) % kinds]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
