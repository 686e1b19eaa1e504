import { asText } from './foreign';
import { fault, remark, type Finding, type NearMiss } from './findings';

export const attributePrefix = 'https://aws.amazon.com/SAML/Attributes/';
const tagPart = 'PrincipalTag:';
const wantedNames = ['Role', 'RoleSessionName', `${tagPart}RedshiftDbUser`, `${tagPart}RedshiftDbRoles`];
/** Letters that may be wrong, missing or too many in a name that was still meant. */
const mostErrors = 2;

/**
 * Judges the names of a response's attributes: those that nobody reads, where one that AWS or Redshift reads is missing. What is
 * sent beside the right ones is nobody's fault.
 */
export function judgeAttributeNames(names: readonly string[]): Finding[] {
  const missing = wantedNames.filter((name) => !names.includes(attributePrefix + name));
  const near = missing.flatMap((name) => nearMissOf(name, names));
  const legacy = names.filter((name) => /^https?:\/\/redshift\.amazon\.com\/SAML\/Attributes\/Db/i.test(name));
  const tags = missing.filter((name) => name.startsWith(tagPart));
  if (tags.length < 2 || near.length > 0) return near;
  if (legacy.length > 0) return [fault('attribute.legacy', { names: asText(legacy.join(', ')) })];
  return [remark('tags.none', {})];
}

/** The best guess which of the names was meant to be the one that is missing. */
function nearMissOf(wanted: string, names: readonly string[]): Finding[] {
  const others = names.filter((name) => !wantedNames.some((right) => name === attributePrefix + right));
  const guesses = others.flatMap((got) => {
    const problem = problemOf(got, wanted);
    return problem === undefined ? [] : [{ got: asText(got), wanted: attributePrefix + wanted, problem }];
  });
  const [best] = guesses.sort((a, b) => order.indexOf(a.problem) - order.indexOf(b.problem));
  return best === undefined ? [] : [fault('attribute.nearMiss', best)];
}

const order: readonly NearMiss[] = ['spaces', 'scheme', 'case', 'noPrincipalTag', 'noPrefix', 'misspelt'];

function problemOf(got: string, wanted: string): NearMiss | undefined {
  const right = attributePrefix + wanted;
  if (got.trim() === right) return 'spaces';
  if (got.replace(/^http:/, 'https:') === right) return 'scheme';
  if (got.toLowerCase() === right.toLowerCase()) return 'case';
  const tag = wanted.startsWith(tagPart) ? wanted.slice(tagPart.length) : undefined;
  if (tag !== undefined && (got === attributePrefix + tag || got === tag)) return 'noPrincipalTag';
  if (got === wanted) return 'noPrefix';
  const loose = (name: string): string =>
    name
      .trim()
      .toLowerCase()
      .replace(/^http:/, 'https:');
  return distance(loose(got), loose(right)) <= mostErrors ? 'misspelt' : undefined;
}

/** Levenshtein's distance. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > mostErrors) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const changed = (row[j] ?? 0) + (letter === other[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? Infinity;
}
