import type { ListedSession } from '../../redshift/redshift';
import type { FileSessionView } from '../query/fileRun';
import type { FailedNode, SessionNode, SessionsNode } from './nodes';

/** The sessions that are listed, with the files of this window that use them; in place of none, a node that says so. */
export function sessionNodes(
  accountId: string,
  listed: readonly ListedSession[],
  files: readonly FileSessionView[],
): SessionsNode[] {
  if (listed.length === 0) return [{ kind: 'empty', id: `${accountId}/!empty`, accountId }];
  return listed.map(({ status, ...session }): SessionNode => {
    const file = files.find(({ id }) => id === session.id);
    const node = { kind: 'session', id: session.id, accountId } as const;
    return {
      ...node,
      session: { ...session, status: status === 'busy' ? status : 'available' },
      ...(file && { file }),
    };
  });
}

/** Where sessions cannot be listed: why, and those of this window's files. */
export function unlistedNodes(accountId: string, error: unknown, files: readonly FileSessionView[]): SessionsNode[] {
  return [failedNode(accountId, error), ...files.flatMap((file) => ownNode(accountId, file))];
}

export function failedNode(accountId: string, error: unknown): FailedNode {
  return { kind: 'failed', id: `${accountId}/!failed`, accountId, error };
}

function ownNode(accountId: string, file: FileSessionView): SessionNode[] {
  const { id, target, state } = file;
  if (id === undefined) return [];
  const { kind, name } = target.warehouse;
  const session = {
    id,
    status: state.session === 'busy' ? 'busy' : 'available',
    database: target.database,
    warehouse: { kind, name },
    ...(state.expiresAt !== undefined && { expiresAt: state.expiresAt }),
  } as const;
  return [{ kind: 'session', id, accountId, session, file }];
}
