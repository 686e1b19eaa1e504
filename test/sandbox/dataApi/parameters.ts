import type { Edit } from '../warehouse/rewriting';
import type { SqlToken } from '../warehouse/sqlTokens';
import type { Input } from './input';
import { invalid } from './refusals';
import type { Parameter } from './statement';

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
 * Where the statement uses parameters, and the values in the order of PostgreSQL's $1, $2, ... Each use is one of its own,
 * for the same value may be of another type at another place. A name that is not in the list is left for the server to
 * refuse, as the real service does.
 */
export function bindParameters(
  tokens: readonly SqlToken[],
  parameters: readonly Parameter[],
): { edits: Edit[]; values: string[] } {
  const edits: Edit[] = [];
  const values: string[] = [];
  const used = new Set<string>();
  for (const { kind, start, end, text } of tokens) {
    const parameter = kind === 'parameter' && parameters.find(({ name }) => name === text.slice(1));
    if (!parameter) continue;
    used.add(parameter.name);
    values.push(parameter.value);
    edits.push({ start, end, text: `$${values.length}` });
  }
  const unused = parameters.map(({ name }) => name).filter((name) => !used.has(name));
  // Text seen with the real service (aws-samples/getting-started-with-amazon-redshift-data-api issue 4).
  if (unused.length > 0)
    throw invalid(`Parameters list contains unused parameters. Unused parameters: [${unused.join(', ')}]`);
  return { edits, values };
}
