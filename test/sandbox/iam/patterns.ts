import type { ConditionContext } from './policy';

/** `*`, `?` and policy variables in the elements of a policy. */

/** Stands for a literal `*`, `?` or `$` that was written as a variable (`${*}`), so that it is no wildcard. */
const LITERALS: Readonly<Record<string, string>> = { '*': '\u{e000}', '?': '\u{e001}', $: '\u{e002}' };

/**
 * Puts values in place of `${aws:userid}` and the like. Undefined when a variable has no value (or several) and no
 * default: the statement then does not match.
 */
export function resolveVariables(text: string, context: ConditionContext): string | undefined {
  const unresolved: string[] = [];
  const resolved = text.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    const literal = LITERALS[inside];
    if (literal !== undefined) return literal;
    const [, key = '', fallback] = /^([^,]*?)\s*(?:,\s*'(.*)')?$/.exec(inside) ?? [];
    const value = context.get(key.toLowerCase());
    if (typeof value === 'string') return protect(value);
    if (fallback !== undefined) return protect(fallback);
    unresolved.push(key);
    return '';
  });
  return unresolved.length > 0 ? undefined : resolved;
}

/** The text that a resolved value stands for when it is compared as it is. */
export function literal(resolved: string): string {
  return Object.entries(LITERALS).reduce((text, [char, mark]) => text.replaceAll(mark, char), resolved);
}

/** `*` = any characters, `?` = one; `resolved` comes from resolveVariables. */
export function like(resolved: string, text: string, ignoreCase = false): boolean {
  const source = Array.from(resolved)
    .map((char) => {
      if (char === '*') return '.*';
      if (char === '?') return '.';
      return literal(char).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su').test(text);
}

/** A value that comes in by a variable is no pattern. */
function protect(value: string): string {
  return Object.entries(LITERALS).reduce((text, [char, mark]) => text.replaceAll(char, mark), value);
}
