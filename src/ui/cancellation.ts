import type { CancellationToken } from 'vscode';

/**
 * Runs `work` with a signal that is aborted when the editor's token is cancelled. The listener lives as long as the work,
 * so that long-lived tokens do not collect them.
 */
export async function withSignal<T>(
  token: CancellationToken | undefined,
  work: (signal: AbortSignal) => PromiseLike<T> | T,
): Promise<T> {
  const controller = new AbortController();
  if (token?.isCancellationRequested) controller.abort();
  const listener = token?.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    listener?.dispose();
  }
}
