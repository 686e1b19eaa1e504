import { readStatement } from './statementTokens';

/** Whether a statement is a query, by its first word. */
export function canUnload(statement: string): boolean {
  const first = readStatement(statement)?.find(({ text }) => text !== '(');
  return first !== undefined && /^(select|with)$/i.test(first.text);
}

/**
 * A query as UNLOAD takes it: between dollar signs, and where it holds such itself, as a string. Line breaks keep a comment or a dollar
 * sign at its ends from reaching what is around it. ("UNLOAD" in the Redshift developer guide, r_UNLOAD.html.)
 */
export function unloadQuery(query: string): string {
  const text = query.trim().replace(/;$/, '');
  if (!text.includes('$$')) return `($$\n${text}\n$$)`;
  return `('\n${text.replaceAll(/['\\]/g, (found) => found + found)}\n')`;
}
