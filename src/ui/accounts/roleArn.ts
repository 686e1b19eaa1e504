/** The parts of `arn:aws:iam::123456789012:role/path/name` that people know; the whole text as name where it is none. */
export function partsOfRoleArn(roleArn: string): { name: string; account: string } {
  const match = /^arn:[^:]*:iam::(\d*):role\/(?:.*\/)?([^/]+)$/.exec(roleArn);
  return { name: match?.[2] ?? roleArn, account: match?.[1] ?? '' };
}
