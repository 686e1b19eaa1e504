import { nameAt, readStatement } from './statementTokens';

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
