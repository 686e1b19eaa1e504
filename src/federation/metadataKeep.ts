/** A provider's metadata as it came from its address. Public: it holds no secret. */
export interface KeptMetadata {
  text: string;
  /** ms since 1970. */
  fetchedAt: number;
}

/** Keeps metadata by its address beyond the life of a window, so that a sign-in does not need the address to answer. */
export interface MetadataKeep {
  get(address: string): Promise<KeptMetadata | undefined>;
  put(address: string, kept: KeptMetadata): Promise<void>;
}

/** Form of what is kept; another one counts as nothing. */
export const keptMetadataVersion = 1;

/** Reads what was kept; undefined when it is something else. */
export function readKeptMetadata(value: unknown): KeptMetadata | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { text, fetchedAt } = value as { text?: unknown; fetchedAt?: unknown };
  return typeof text === 'string' && typeof fetchedAt === 'number' ? { text, fetchedAt } : undefined;
}
