import { Worker } from 'node:worker_threads';
import { Cancelled, Failure } from '../../core/failure';
import {
  errorSent,
  type EngineReply,
  type EngineRequest,
  type Job,
  type OperationName,
  type Operations,
} from './operations';

interface Waiting {
  resolve: (result: Operations[OperationName][1]) => void;
  reject: (error: Error) => void;
  onProgress: (rows: number) => void;
}

/** A worker thread that does jobs, until it is ended or breaks down. */
export class EngineThread {
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #isOver = false;

  private constructor(
    private readonly worker: Worker,
    private readonly onOver: () => void,
  ) {}

  /**
   * Rejects where no thread can be started.
   * @param onOver called once, when it can do no more
   */
  static async start(file: string, onOver: () => void): Promise<EngineThread> {
    const worker = new Worker(file, { name: 'rows', stdout: false, stderr: false, env: {} });
    const thread = new EngineThread(worker, onOver);
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (reply: EngineReply) => {
        if ('ready' in reply) resolve();
        else thread.#take(reply);
      });
      const over = (error: Error): void => {
        reject(error);
        thread.#over(error);
      };
      worker.on('error', over);
      worker.on('exit', (code) => over(new Error(`the thread ended with code ${code}`)));
    });
    // Nobody has to wait for it to end the program.
    worker.unref();
    return thread;
  }

  get isIdle(): boolean {
    return this.#waiting.size === 0;
  }

  /** @throws Failure rows.*, Cancelled */
  async run<N extends OperationName>(
    job: Job<N>,
    signal: AbortSignal,
    onProgress: (rows: number) => void,
  ): Promise<Operations[N][1]> {
    if (signal.aborted) throw new Cancelled();
    if (this.#isOver) throw new Failure('rows.engineEnded', { problem: 'ended' });
    const id = ++this.#count;
    const cancel = (): void => this.#send({ id, cancel: true });
    this.worker.ref();
    try {
      const result = await new Promise<Operations[OperationName][1]>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject, onProgress });
        this.#send({ id, job });
        signal.addEventListener('abort', cancel, { once: true });
      });
      return result;
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#waiting.delete(id);
      if (this.isIdle) this.worker.unref();
    }
  }

  /** Ends it; what goes on ends with Cancelled. */
  end(): void {
    this.#over(undefined);
    // It resolves when the thread is gone, which nobody waits for.
    void this.worker.terminate();
  }

  #take(reply: Exclude<EngineReply, { ready: true }>): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    if ('progress' in reply) waiting.onProgress(reply.progress);
    else if ('result' in reply) waiting.resolve(reply.result);
    else waiting.reject(errorSent(reply.error));
  }

  #send(request: EngineRequest): void {
    this.worker.postMessage(request);
  }

  #over(cause: Error | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const { reject } of this.#waiting.values()) {
      reject(
        cause === undefined ? new Cancelled() : new Failure('rows.engineEnded', { problem: cause.message }, { cause }),
      );
    }
    this.onOver();
  }
}
