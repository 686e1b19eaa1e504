/** Parameters that hold secrets: named, never read. */
const secretNames = new Set([
  'user',
  'uid',
  'password',
  'pwd',
  'accesskeyid',
  'secretaccesskey',
  'sessiontoken',
  'client_secret',
  'token',
  'webidentitytoken',
  'sslpassword',
  'saml_assertion',
]);

/** The parameters of a JDBC URL, by names of any case; each is taken once. */
export interface Parameters {
  /** Undefined where it is missing or empty. */
  take(name: string): string | undefined;
  /** Undefined where it is no whole number, too. */
  number(name: string): number | undefined;
  /** Names of those that nobody took, as they were written. */
  rest(): { secrets: string[]; ignored: string[] };
}

/** @param query `name=value` by `&` or `;`, percent-encoded */
export function parametersOf(query: string): Parameters {
  const left = new Map<string, { written: string; value: string }>();
  for (const part of query.split(/[&;]/)) {
    const [written = '', ...value] = part.split('=');
    const name = decode(written).trim();
    if (name !== '') left.set(name.toLowerCase(), { written: name, value: decode(value.join('=')).trim() });
  }
  const take = (name: string): string | undefined => {
    if (secretNames.has(name)) throw new RangeError(`${name} is a secret`);
    const found = left.get(name)?.value;
    left.delete(name);
    return found === '' ? undefined : found;
  };
  return {
    take,
    number: (name) => {
      const text = take(name) ?? '';
      return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
    },
    rest: () => {
      const names = [...left];
      const written = (secret: boolean): string[] =>
        names.filter(([name]) => secretNames.has(name) === secret).map(([, each]) => each.written);
      return { secrets: written(true), ignored: written(false) };
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A % that encodes nothing stands for itself.
    return text;
  }
}
