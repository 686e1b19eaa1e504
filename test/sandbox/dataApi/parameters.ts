import type { Edit } from '../warehouse/rewriting';
import type { SqlToken } from '../warehouse/sqlTokens';
import type { Input } from './input';
import { invalid } from './refusals';
import type { Parameter } from './run';

const NAME = /^[0-9a-zA-Z_]+$/;

/** Reads `Parameters`: at least one when it is sent; values of at least one character, so neither NULL nor empty. */
export function readParameters(input: Input): Parameter[] {
  const list = input.objects('Parameters');
  if (list?.length === 0) throw invalid('parameters must have length greater than or equal to 1');
  const parameters = (list ?? []).map(({ name, value }): Parameter => {
    if (typeof name !== 'string' || !NAME.test(name)) throw invalid(`name must satisfy regex pattern: ${NAME.source}`);
    if (typeof value !== 'string' || value === '')
      throw invalid(`value of parameter ${name} must have length greater than or equal to 1`);
    return { name, value };
  });
  const names = parameters.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalid(`Parameters list contains duplicate parameter: ${twice}`);
  return parameters;
}

/**
 * Refuses parameters that no statement uses, and where there are some, uses of one that is missing. Without any the server
 * refuses, as it does on AWS (aws/aws-sdk-pandas issue 3024): a colon is then nothing that the service looks for.
 */
export function checkParameters(statements: readonly (readonly SqlToken[])[], parameters: readonly Parameter[]): void {
  if (parameters.length === 0) return;
  const given = parameters.map(({ name }) => name);
  const used = new Set(statements.flatMap((tokens) => tokens.filter(isParameter).map(({ text }) => text.slice(1))));
  const unused = given.filter((name) => !used.has(name));
  // Text seen with the real service (aws-samples/getting-started-with-amazon-redshift-data-api issue 4).
  if (unused.length > 0)
    throw invalid(`Parameters list contains unused parameters. Unused parameters: [${unused.join(', ')}]`);
  const missing = [...used].filter((name) => !given.includes(name));
  if (missing.length > 0)
    throw invalid(`Parameters list is missing parameters. Missing parameters: [${missing.join(', ')}]`);
}

/**
 * Where the statement uses parameters, and the values in the order of PostgreSQL's $1, $2, ... Each use is one of its own,
 * for the same value may be of another type at another place.
 */
export function bindParameters(
  tokens: readonly SqlToken[],
  parameters: readonly Parameter[],
): { edits: Edit[]; values: string[] } {
  const edits: Edit[] = [];
  const values: string[] = [];
  for (const token of tokens) {
    const parameter = isParameter(token) && parameters.find(({ name }) => name === token.text.slice(1));
    if (!parameter) continue;
    values.push(parameter.value);
    edits.push({ start: token.start, end: token.end, text: `$${values.length}`, ofService: true });
  }
  return { edits, values };
}

function isParameter({ kind }: SqlToken): boolean {
  return kind === 'parameter';
}
