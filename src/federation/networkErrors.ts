/** The system's code of a network error (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, ...), looked for down the chain of causes. */
export function errorCode(error: unknown): string {
  for (let one = error, depth = 0; typeof one === 'object' && one !== null && depth < 5; depth++) {
    if ('code' in one && typeof one.code === 'string' && one.code !== '') return one.code;
    // A connection that tried several addresses holds one error for each.
    if ('errors' in one && Array.isArray(one.errors) && one.errors.length > 0) one = one.errors[0] as unknown;
    else if ('cause' in one) one = one.cause;
    else break;
  }
  return error instanceof Error ? error.name : 'unknown';
}
