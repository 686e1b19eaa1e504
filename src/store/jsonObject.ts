/** What a JSON text holds, by its members; undefined where it is cut off, or holds something else. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Cut off, or somebody else's: as good as none.
    return undefined;
  }
}
