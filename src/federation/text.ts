const longest = 300;

/**
 * Foreign words (of a provider, of AWS) for people's eyes: one line, no control characters, not too long, and without the
 * `[label](address)` form that the editor's notifications would turn into a link, commands included.
 */
export function foreignText(text: string, limit = longest): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\](?=\()/g, '] ')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

/** The host of an address, for facts and logs, which must not hold the query; empty where it is none. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}

/** True for https, and for http to this very machine: the rule for every address that takes part in a sign-in. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
