import { nameAt, readStatement } from './statementTokens';
import { tokensOf } from './tokens';

/** Words that are no names without quotes ("Reserved words" in the Redshift developer guide, r_pg_keywords.html). */
const reserved = new Set(
  `aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64 backup between binary blanksasnull both
  bytedict bzip2 case cast check collate column connect constraint create credentials cross current_date current_time current_timestamp
  current_user current_user_id default deferrable deflate defrag delta delta32k desc disable distinct do else emptyasnull enable encode
  encrypt encryption end except explicit false for foreign freeze from full globaldict256 globaldict64k grant group gzip having identity
  ignore ilike in initially inner intersect interval into is isnull join language leading left like limit localtime localtimestamp lun
  luns lzo lzop minus mostly16 mostly32 mostly8 natural new not notnull null nulls off offline offset oid old on only open or order outer
  overlaps parallel partition percent permissions pivot placing primary raw readratio recover references rejectlog resort respect restore
  right select session_user similar snapshot some sysdate system table tag tdes text255 text32k then timestamp to top trailing true
  truncatecolumns union unique unnest unpivot user using verbose wallet when where with without`.split(/\s+/),
);

/**
 * The parts of a name as it is written (`"My schema".t`), as the database stores them: without quotes, and in lower case where there
 * were none. Undefined where the text is no name, or more than one.
 */
export function readName(text: string): string[] | undefined {
  const tokens = readStatement(text);
  if (tokens === undefined || nameAt(text, tokens, 0)?.length !== text.trim().length) return undefined;
  return partsOf(tokens.map((token) => token.text));
}

/** The name of a statement (with its schema, before a dot) that an offset is in or at the end of; undefined where there is none. */
export function nameAround(statement: string, offset: number): string[] | undefined {
  const tokens = [...tokensOf(statement)].filter(({ kind }) => kind !== 'comment');
  let at = tokens.findIndex(
    ({ kind, start, end }) => (kind === 'word' || kind === 'quotedName') && start <= offset && offset <= end,
  );
  if (at === -1) return undefined;
  const textOf = (place: number): string => statement.slice(tokens[place]?.start, tokens[place]?.end);
  let last = at;
  while (at >= 2 && textOf(at - 1) === '.') at -= 2;
  while (last + 2 < tokens.length && textOf(last + 1) === '.') last += 2;
  return partsOf(tokens.slice(at, last + 1).map((_, place) => textOf(at + place)));
}

/** The parts of a name whose tokens, the dots among them, are these. */
export function partsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    if (text === '.') return [];
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
  });
}

/** One part of a name as a statement has to write it. */
export function quoteName(part: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(part) && !reserved.has(part) ? part : `"${part.replaceAll('"', '""')}"`;
}

/** A name with its schema as a statement has to write it. */
export function quoteNames(...parts: readonly string[]): string {
  return parts.map(quoteName).join('.');
}
