import type { Json, JsonObject } from '../wire/service';
import { ControlError } from './controlRoutes';

/** Reads the JSON of orders strictly: a misspelt member must not be an order that does nothing. */
export type MemberKind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'stringOrNull'
  | 'numberOrNull'
  | 'list'
  | 'lists'
  | readonly string[]
  | { listOf: readonly string[] };

/** Throws a ControlError for members that are not in the table, or of another kind. */
export function checkMembers(body: JsonObject, table: Readonly<Record<string, MemberKind>>): void {
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    if (kind === undefined)
      throw new ControlError(`Unknown member ${name}; there are ${Object.keys(table).join(', ')}.`);
    if (!fits(value, kind)) throw new ControlError(`${name} must be ${wanted(kind)}.`);
  }
}

function wanted(kind: MemberKind): string {
  if (typeof kind === 'string') return kind;
  return 'listOf' in kind ? `a list of ${kind.listOf.join(', ')}` : `one of ${kind.join(', ')}`;
}

function fits(value: Json, kind: MemberKind): boolean {
  if (typeof kind === 'object' && 'listOf' in kind)
    return Array.isArray(value) && value.every((each) => typeof each === 'string' && kind.listOf.includes(each));
  switch (kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === kind;
    case 'stringOrNull':
      return value === null || typeof value === 'string';
    case 'numberOrNull':
      return value === null || typeof value === 'number';
    case 'list':
      return Array.isArray(value) && value.every(isText);
    case 'lists':
      return isObject(value) && Object.values(value).every((list) => Array.isArray(list) && list.every(isText));
    default:
      return typeof value === 'string' && kind.includes(value);
  }
}

function isText(value: Json): boolean {
  return typeof value === 'string';
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
