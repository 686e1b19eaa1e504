import type { SandboxClock } from '../wire/clock';
import { Run, type RunRequest } from './run';
import { Statement } from './statement';

export const EXECUTION_MODES = ['AUTO_COMMIT', 'TRANSACTION'] as const;
export type ExecutionMode = (typeof EXECUTION_MODES)[number];

/** Text seen with the real service, spelling included (awslabs/mcp, tests of its redshift-mcp-server). */
const NOT_RUN = 'Connection or an prior query failed.';

/** The statements of one BatchExecuteStatement; they run one after the other on one connection. */
export class Batch extends Run {
  /** With the ids `uuid:1`, `uuid:2`, ... */
  readonly parts: readonly Statement[];

  constructor(
    request: RunRequest,
    sqls: readonly string[],
    readonly mode: ExecutionMode,
    clock: SandboxClock,
  ) {
    super(request, clock);
    this.parts = sqls.map((sql, index) => new Statement(request, sql, clock, `${this.id}:${index + 1}`));
  }

  get hasResultSet(): boolean {
    return this.parts.some((part) => part.hasResultSet);
  }

  start(pid: number): void {
    this.pid = pid;
    this.advance('STARTED');
  }

  /** One that is not to be run, because of what came before it. */
  skip(part: Statement): void {
    part.finish({ status: 'ABORTED', ...(part.cancelRequested ? {} : { error: NOT_RUN }) });
  }

  fail(error: string): void {
    for (const part of this.parts) this.skip(part);
    this.finish({ status: 'FAILED', error });
  }

  discard(): void {
    for (const part of this.parts) part.discard();
  }
}
