import { plainString, type StatementToken } from './statementTokens';

/**
 * Whether a statement that sets something (SET, RESET, BEGIN, START TRANSACTION, ...) may let a read-only session write again.
 * Only where it plainly turns read-only on is the answer no, although a setting of that kind is named.
 */
export function maySwitchToWriting(tokens: readonly StatementToken[]): boolean {
  const words = tokens.map(({ word, text }) => (text.startsWith('"') ? text.slice(1, -1).toLowerCase() : word));
  const first = words[0] ?? '';
  if (first === 'reset' || first === 'discard') return words.some((word) => word === 'all' || isReadOnlySetting(word));
  if (words.includes('write')) return true;
  const characteristics = words.indexOf('characteristics');
  if (characteristics !== -1) return !words.includes('only');
  const setting = words.findIndex(isReadOnlySetting);
  if (setting === -1) return false;
  // SET name = value and SET name TO value, and nothing more.
  return tokens.length !== setting + 3 || !turnsOn(tokens[setting + 2]);
}

/** Whether a call of set_config, whose name is at this token, may do so; a value that is worked out may be anything. */
export function setConfigMaySwitchToWriting(tokens: readonly StatementToken[], at: number): boolean {
  const [bracket, name, comma, value, behind] = tokens.slice(at + 1, at + 6);
  const setting = plainString(name);
  if (bracket?.text !== '(' || setting === undefined || comma?.text !== ',') return true;
  return isReadOnlySetting(setting) && !(turnsOn(value) && behind?.text === ',');
}

/** default_transaction_read_only and transaction_read_only, and whatever else is called so. */
function isReadOnlySetting(name: string): boolean {
  return name.includes('read_only') || name.includes('readonly');
}

function turnsOn(token: StatementToken | undefined): boolean {
  return ['on', 'true', 'yes', '1'].includes(plainString(token) ?? token?.text.toLowerCase() ?? '');
}
