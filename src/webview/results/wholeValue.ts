/** A number of a JSON text as it is written there, with every digit. */
export class NumberText {
  constructor(readonly text: string) {}
}

/** What a JSON text holds. */
export type Json = null | boolean | string | NumberText | readonly Json[] | { readonly [key: string]: Json };

/** A key, a text, or a number of JSON. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Reads the text of an object or array; undefined where it is none. */
export function exactJson(text: string): { value: Json } | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  // JSON.parse rounds numbers: they go through it as texts, with a letter in front that tells them from those that are texts.
  const marked = text.replace(tokens, (token, colon: string | undefined) =>
    !token.startsWith('"') ? `"n${token}"` : colon === undefined ? `"t${token.slice(1)}` : token,
  );
  const unmarked = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    return value.startsWith('n') ? new NumberText(value.slice(1)) : value.slice(1);
  };
  try {
    return { value: JSON.parse(marked, unmarked) as Json };
  } catch {
    // It only looks like JSON: it is shown as the text that it is.
    return undefined;
  }
}

/** Bytes of a line of a dump. */
const lineBytes = 16;

/** Bytes given in hexadecimal, with their places and the characters that they would be; undefined for other texts. */
export function hexDump(text: string): string | undefined {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
  const bytes = text.toLowerCase().match(/../g) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const some = bytes.slice(at, at + lineBytes);
    const characters = some.map((byte) => characterOf(Number.parseInt(byte, 16))).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${some.join(' ').padEnd(lineBytes * 3 - 1)}  ${characters}`);
  }
  return lines.join('\n');
}

function characterOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
