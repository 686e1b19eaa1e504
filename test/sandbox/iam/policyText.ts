import { DirectoryRefusal } from './directory';
import { checkPolicy } from './evaluate';
import type { PolicyDocument } from './policy';

/** Longest trust policy and inline policies of a role, in characters without blanks (IAM user guide, "IAM and AWS STS quotas"). */
const LIMIT = 10_240;

/** Reads a policy as IAM does when it is saved. Throws DirectoryRefusal. */
export function policyDocument(text: string): PolicyDocument {
  const malformed = (why: string): DirectoryRefusal => new DirectoryRefusal('MalformedPolicyDocument', why);
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  if (text.replace(/\s/g, '').length > LIMIT) throw malformed('The policy is longer than IAM takes.');
  const { Version, Statement } = (read ?? {}) as { Version?: unknown; Statement?: unknown };
  if (Version !== '2012-10-17' || !Array.isArray(Statement) || Statement.length === 0)
    throw malformed('Syntax errors in policy.');
  const policy: PolicyDocument = { Version, Statement: Statement as PolicyDocument['Statement'] };
  try {
    checkPolicy(policy);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
  return policy;
}
