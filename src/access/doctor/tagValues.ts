import { attributePrefix } from './attributeNames';
import { fault, remark, type Finding } from './findings';
import { asText } from './foreign';
import type { Evidence } from './steps';

type Attributes = ReadonlyMap<string, readonly string[]>;

const tagPrefix = `${attributePrefix}PrincipalTag:`;
const longestTag = 256;
/** Characters of a session tag (STS API reference, Tag). */
const notInTag = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;
const rolesTag = 'RedshiftDbRoles';

/** The lengths of the principal tags. */
export function tagLengths(attributes: Attributes): Evidence[] {
  return tagsOf(attributes).map(([tag, [value = '']]) => ({ name: 'tagLength', value: `${tag}: ${value.length}` }));
}

/** Judges length and form of the principal tags. */
export function judgeTags(attributes: Attributes): Finding[] {
  return tagsOf(attributes).flatMap(([tag, values]) => judgeTag(tag, values));
}

function tagsOf(attributes: Attributes): [tag: string, values: readonly string[]][] {
  return [...attributes]
    .filter(([name]) => name.startsWith(tagPrefix))
    .map(([name, values]) => [asText(name.slice(tagPrefix.length)), values]);
}

function judgeTag(tag: string, values: readonly string[]): Finding[] {
  if (values.length > 1) return [fault('tag.several', { tag, count: values.length })];
  const [value = ''] = values;
  const { length } = value;
  const lengths: Finding[] =
    length > longestTag
      ? [fault('saml.tagTooLong', { tag, length })]
      : length === longestTag
        ? [remark('tag.atLimit', { tag })]
        : [];
  const separator = tag === rolesTag ? separatorOf(value) : undefined;
  // A role's name may have a space in it, so that the database has the last word.
  if (separator === 'space') return [...lengths, remark('tag.separator', { tag, separator })];
  if (separator !== undefined) return [...lengths, fault('tag.separator', { tag, separator })];
  const characters = [...new Set(value.match(notInTag) ?? [])].join(' ');
  return characters === '' ? lengths : [...lengths, fault('tag.characters', { tag, characters: asText(characters) })];
}

function separatorOf(roles: string): 'comma' | 'semicolon' | 'bar' | 'space' | undefined {
  if (roles.includes(',')) return 'comma';
  if (roles.includes(';')) return 'semicolon';
  if (roles.includes('|')) return 'bar';
  return /\S\s+\S/.test(roles) && !roles.includes(':') ? 'space' : undefined;
}

/** Judges RoleSessionName; what is missing is told by the check of the sign-in. */
export function judgeSessionName(values: readonly string[]): Finding[] {
  const [name, ...others] = values;
  if (name === undefined || name === '') return [fault('saml.roleSessionName', { problem: 'missing' })];
  if (others.length > 0) return [fault('saml.roleSessionName', { problem: 'several' })];
  const characters = [...new Set(name.match(/[^\w+=,.@-]/gu) ?? [])].map((one) => (/\s/.test(one) ? '␠' : one));
  const lengths = name.length < 2 || name.length > 64 ? [fault('sessionName.length', { length: name.length })] : [];
  return characters.length === 0
    ? lengths
    : [...lengths, fault('sessionName.characters', { characters: asText(characters.join(' ')) })];
}
