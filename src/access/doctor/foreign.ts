/** Names that came from outside, for people's eyes; a name that is longer than that is none. */
export function asText(text: string): string {
  // White space at the ends is what may be wrong with it: it stays.
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
