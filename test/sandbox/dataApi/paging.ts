import type { Json } from '../wire/service';
import type { Input } from './input';
import { LIMITS } from './limits';
import { invalid } from './refusals';

/** Tokens are opaque to clients: where to go on, and in what. */
export function tokenOf(offset: number, scope: string): string {
  return Buffer.from(JSON.stringify([offset, scope])).toString('base64url');
}

/** Where the request's NextToken says to go on; 0 without one. Tokens of something else are refused. */
export function offsetOf(input: Input, scope: string): number {
  const token = input.text('NextToken');
  if (token === undefined) return 0;
  const [offset, of] = parse(token);
  if (typeof offset !== 'number' || of !== scope) throw invalid('Invalid nextToken');
  return offset;
}

/** The page that the request asks for by MaxResults and NextToken. `scope` ties tokens to the list. */
export function pageOf<T>(items: readonly T[], input: Input, scope: string): { page: T[]; next?: string } {
  const size = input.integer('MaxResults', { min: 0, max: LIMITS.maxResults }) || LIMITS.maxResults;
  const offset = offsetOf(input, scope);
  const page = items.slice(offset, offset + size);
  return { page, ...(offset + size < items.length ? { next: tokenOf(offset + size, scope) } : {}) };
}

/**
 * The page of a list that grows at its front: the newest first, and what came after the first page moves nothing. Each item
 * has a number, from 1, in the order in which they came.
 */
export function newestFirst<T extends { number: number }>(
  items: readonly T[],
  input: Input,
  scope: string,
  most: number,
): { page: T[]; next?: string } {
  const size = input.integer('MaxResults', { min: 0, max: most }) || most;
  const before = offsetOf(input, scope) || Infinity;
  const rest = items.filter(({ number }) => number < before).sort((a, b) => b.number - a.number);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return { page, ...(last && rest.length > size ? { next: tokenOf(last.number, scope) } : {}) };
}

function parse(token: string): Json[] {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Json;
    return Array.isArray(value) ? value : [];
  } catch {
    // Not one of ours; the caller refuses it.
    return [];
  }
}
