import type { MessagePort } from 'node:worker_threads';
import {
  runJob,
  sentError,
  type EngineReply,
  type EngineRequest,
  type Job,
  type OperationName,
  type Operations,
} from './operations';
import { Pace } from './pace';

/** Between two slices, a message that cancels is heard; ms. */
const sliceMs = 25;

const patternMs = 2_000;

/** The worker's side of the engine: does what comes by the port, each beside the others. */
export function serveJobs(port: MessagePort): void {
  const running = new Map<number, AbortController>();
  const reply = (message: EngineReply, moved: readonly ArrayBuffer[] = []): void => port.postMessage(message, moved);
  port.on('message', (request: EngineRequest) => {
    if ('cancel' in request) running.get(request.id)?.abort();
    else void serve(request.id, request.job);
  });
  reply({ ready: true });

  async function serve(id: number, job: Job): Promise<void> {
    const stop = new AbortController();
    running.set(id, stop);
    const pace = new Pace(sliceMs, patternMs, stop.signal, (progress) => reply({ id, progress }));
    try {
      const result = await runJob(job, pace);
      reply({ id, result }, buffersOf(result));
    } catch (error) {
      reply({ id, error: sentError(error) });
    } finally {
      running.delete(id);
    }
  }
}

/** Numbers of rows are handed over, not copied. */
function buffersOf(result: Operations[OperationName][1]): ArrayBuffer[] {
  return 'rows' in result && result.rows.buffer instanceof ArrayBuffer ? [result.rows.buffer] : [];
}
