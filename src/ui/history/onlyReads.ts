/**
 * Whether a statement reads and does nothing else, as far as its words tell: a plain SELECT without INTO, SHOW, or EXPLAIN. Where it
 * cannot be told, it does not. A function that a SELECT calls may do anything; the person ran it before.
 */
export function onlyReads(text: string): boolean {
  return /^\s*(?:select|show|explain)\b/i.test(text) && !/\binto\b/i.test(text);
}
