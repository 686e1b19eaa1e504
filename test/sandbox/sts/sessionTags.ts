import { deflateRawSync } from 'node:zlib';
import { refusals } from './refusals';

/** Session tags, as the assertion carries them (IAM user guide, "Pass session tags in AWS STS"). */
export interface SessionTags {
  tags: Record<string, string>;
  /** Per cent of the space that tags may take; 0 without tags. */
  packedSize: number;
}

const PREFIX = 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:';
const MOST = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/** AWS does not tell how it packs; this is deflated JSON against a limit that 50 short tags fit into. */
const PACKED_BYTES = 2048;

/** Throws STS's refusal for tags that break a limit. */
export function sessionTags(attributes: ReadonlyMap<string, readonly string[]>): SessionTags {
  const found = [...attributes].filter(([name]) => name.startsWith(PREFIX));
  if (found.length > MOST) throw refusals.constraint('tags', `Member must have length less than or equal to ${MOST}`);
  const tags: Record<string, string> = {};
  for (const [index, [name, values]] of found.entries()) {
    const key = name.slice(PREFIX.length);
    const value = values[0] ?? '';
    const place = `tags.${index + 1}.member`;
    check(`${place}.key`, key, LONGEST_KEY);
    check(`${place}.value`, value, LONGEST_VALUE);
    if (key === '')
      throw refusals.constraint(`${place}.key`, 'Member must have length greater than or equal to 1', key);
    if (values.length !== 1) throw refusals.constraint(`${place}.value`, 'Member must not be null', values.join(','));
    tags[key] = value;
  }
  const packedSize =
    found.length === 0 ? 0 : Math.ceil((deflateRawSync(JSON.stringify(tags)).length * 100) / PACKED_BYTES);
  if (packedSize > 100) throw refusals.packedSize(packedSize);
  return { tags, packedSize };
}

function check(place: string, text: string, longest: number): void {
  if (Array.from(text).length > longest)
    throw refusals.constraint(place, `Member must have length less than or equal to ${longest}`, text);
  if (!ALLOWED.test(text))
    throw refusals.constraint(
      place,
      'Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
      text,
    );
}
