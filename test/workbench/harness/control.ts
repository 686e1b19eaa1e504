import assert from 'node:assert/strict';
import type { Workbench } from './workbench';

/**
 * An order to the sandbox at its control address (test/sandbox/README.md lists them), and what it answers.
 * @param order method and path: `POST sessions/expire`
 */
export async function control<T = unknown>(
  { sandbox }: Pick<Workbench, 'sandbox'>,
  order: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<T> {
  const [method = '', path = ''] = order.split(' ');
  const sent = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answered = await fetch(`${sandbox?.controlUrl ?? ''}${path}`, sent);
  assert.ok(answered.ok, order);
  return (await answered.json()) as T;
}

/** How often something was asked of a service of the sandbox: `sts.AssumeRoleWithSAML`. */
export async function requestCount(workbench: Pick<Workbench, 'sandbox'>, what: string): Promise<number> {
  const { counts } = await control<{ counts: Record<string, number> }>(workbench, 'GET requests');
  return counts[what] ?? 0;
}

/** A statement that really ran, as the sandbox's ledger has it. */
export interface Ran {
  text: string;
  sessionId: string | null;
  /** Null while it runs. */
  outcome: 'FINISHED' | 'FAILED' | 'ABORTED' | null;
}

/** The statements of files that really ran, in their order; our own catalog queries, which have no session, are not among them. */
export async function ranStatements(workbench: Pick<Workbench, 'sandbox'>): Promise<Ran[]> {
  const { statements } = await control<{ statements: Ran[] }>(workbench, 'GET statements');
  return statements.filter(({ sessionId }) => sessionId !== null);
}
