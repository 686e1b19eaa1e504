import { partsOf } from './names';
import { isName, type StatementToken } from './statementTokens';

/** A name within a statement, as the database stores it, and where it is. */
export interface NamedThing {
  parts: readonly string[];
  /** Index of its first token, and of the one behind it. */
  at: number;
  behind: number;
}

/** The name that begins at this token. */
export function thingAt(tokens: readonly StatementToken[], at: number): NamedThing | undefined {
  if (!isName(tokens[at])) return undefined;
  let last = at;
  while (tokens[last + 1]?.text === '.' && isName(tokens[last + 2])) last += 2;
  return { parts: partsOf(tokens.slice(at, last + 1).map(({ text }) => text)), at, behind: last + 1 };
}

/** What is called within a statement: names before a parenthesis. */
export function callsIn(tokens: readonly StatementToken[]): NamedThing[] {
  const own = namesOfWith(tokens);
  return tokens.flatMap(({ word }, at) => {
    if (tokens[at - 1]?.text === '.') return [];
    const thing = thingAt(tokens, at);
    if (thing === undefined || tokens[thing.behind]?.text !== '(') return [];
    return thing.parts.length === 1 && (noFunctions.has(word) || own.has(thing.parts[0] ?? '')) ? [] : [thing];
  });
}

/** Tables and views that a statement reads: the names behind FROM, JOIN and USING, but those of its own WITH. */
export function sourcesIn(tokens: readonly StatementToken[]): NamedThing[] {
  const own = namesOfWith(tokens);
  const found: NamedThing[] = [];
  /** Depths at which a list of sources goes on. */
  const lists = new Set<number>();
  let wanted = false;
  for (let at = 0; at < tokens.length; at++) {
    const { word, text, depth } = tokens[at] as StatementToken;
    if (text === ')') for (const each of lists) if (each > depth) lists.delete(each);
    if (wanted && text === '(') {
      lists.add(depth + 1);
      continue;
    }
    if (wanted && beforeSource.has(word)) continue;
    const thing = wanted && !noSources.has(word) ? thingAt(tokens, at) : undefined;
    wanted = false;
    if (thing !== undefined) {
      const isOwn = thing.parts.length === 1 && own.has(thing.parts[0] ?? '');
      if (!isOwn && tokens[thing.behind]?.text !== '(') found.push(thing);
      at = thing.behind - 1;
    } else if (beginsSources(tokens, at)) {
      lists.add(depth);
      wanted = true;
    } else if (endsSources.has(word)) lists.delete(depth);
    else if (text === ',') wanted = lists.has(depth);
  }
  return found;
}

/** FROM, JOIN and USING, but the FROM of extract(... FROM ...) and the like, of IS DISTINCT FROM, and the USING of columns. */
function beginsSources(tokens: readonly StatementToken[], at: number): boolean {
  const { word, depth } = tokens[at] as StatementToken;
  switch (word) {
    case 'join':
      return true;
    case 'using':
      return tokens[at + 1]?.text !== '(' || tokens[at + 2]?.word === 'select';
    case 'from': {
      if (tokens[at - 1]?.word === 'distinct') return false;
      const open = tokens.slice(0, at).findLastIndex((token) => token.text === '(' && token.depth === depth - 1);
      return !withFrom.has(tokens[open - 1]?.word ?? '');
    }
    default:
      return false;
  }
}

/** The names that WITH gives to queries: `name AS (`, or `name (columns) AS (`. */
function namesOfWith(tokens: readonly StatementToken[]): Set<string> {
  const names = new Set<string>();
  tokens.forEach(({ depth, word, text }, at) => {
    if (word !== 'with' && word !== 'recursive' && text !== ',') return;
    const thing = thingAt(tokens, at + 1);
    if (thing?.parts.length !== 1) return;
    let as = thing.behind;
    if (tokens[as]?.text === '(') {
      as = 1 + tokens.findIndex((token, place) => place > thing.behind && token.text === ')' && token.depth === depth);
    }
    if (tokens[as]?.word === 'as' && tokens[as + 1]?.text === '(') names.add(thing.parts[0] ?? '');
  });
  return names;
}

const set = (words: string): Set<string> => new Set(words.split(' '));
const beforeSource = set('only lateral table');
const noSources = set('select with values unnest');
const endsSources = set(
  'select values with where group order having limit offset union intersect except minus window qualify set when fetch returning',
);
const withFrom = set('extract substring trim overlay position');
const noFunctions = set(
  'in and or not as over any some all exists values using on from where select join set when then else case by having filter group sets ' +
    'rollup cube partition distinct union except intersect minus limit offset with returning varchar char numeric decimal is between like',
);
