import type { ListedSession } from '../../redshift/redshift';
import type { FileSessionView } from '../query/fileRun';
import type { NodeBase } from '../treeNode';

/** An account, where several are signed in. */
export interface AccountNode extends NodeBase {
  kind: 'account';
  label: string;
}

/** A session: as the service lists it, or as a file of this window knows it, or both. */
export interface SessionNode extends NodeBase {
  kind: 'session';
  session: Omit<ListedSession, 'status' | 'createdAt'> & { status: 'available' | 'busy'; createdAt?: number };
  /** The file of this window that uses it. */
  file?: FileSessionView;
}

export interface FailedNode extends NodeBase {
  kind: 'failed';
  error: unknown;
}

export interface EmptyNode extends NodeBase {
  kind: 'empty';
}

export type SessionsNode = AccountNode | SessionNode | FailedNode | EmptyNode;
