import {
  BatchExecuteStatementCommand,
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  ListStatementsCommand,
  type BatchExecuteStatementInput,
  type BatchExecuteStatementOutput,
  type DescribeStatementResponse,
  type ExecuteStatementInput,
  type ExecuteStatementOutput,
  type RedshiftDataClient,
} from '@aws-sdk/client-redshift-data';
import type { ResultPage } from '../core/result';
import type { WarehouseRef } from '../core/warehouse';
import { callAws, fairPatience, greatPatience, littlePatience, type CallPorts } from './awsCalls';
import { awsFailure, type AwsCall } from './awsFailures';
import type { Service } from './connection';
import { getResultPage } from './resultPages';

/** A warehouse as the calls of the Data API name it. */
export function warehouseInput({ kind, name }: Pick<WarehouseRef, 'kind' | 'name'>): {
  ClusterIdentifier?: string;
  WorkgroupName?: string;
} {
  return kind === 'cluster' ? { ClusterIdentifier: name } : { WorkgroupName: name };
}

/** Longest wait of a call in s (API reference, WaitTimeSeconds). */
export const longestWaitSeconds = 30;

/** The single calls of the Data API about statements. They reject with Failures, and with Cancelled. */
export class DataCalls {
  constructor(
    private readonly service: Service<RedshiftDataClient>,
    private readonly ports: CallPorts,
  ) {}

  /** The raw call, whose errors are the SDK's: what to do about them depends on what may have happened meanwhile. */
  execute(input: ExecuteStatementInput): Promise<ExecuteStatementOutput> {
    return this.service.client.send(new ExecuteStatementCommand(input));
  }

  /** As {@link execute}. */
  executeBatch(input: BatchExecuteStatementInput): Promise<BatchExecuteStatementOutput> {
    return this.service.client.send(new BatchExecuteStatementCommand(input));
  }

  /** The raw call, as `waitSeconds` may be refused. */
  describe(id: string, waitSeconds: number | undefined, signal: AbortSignal): Promise<DescribeStatementResponse> {
    const input = { Id: id, ...(waitSeconds === undefined ? {} : { WaitTimeSeconds: waitSeconds }) };
    return this.service.client.send(new DescribeStatementCommand(input), { abortSignal: signal });
  }

  resultPage(id: string, nextToken: string | undefined, signal: AbortSignal): Promise<ResultPage> {
    const input = { Id: id, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
    return callAws(
      this.ports,
      this.called('GetStatementResult'),
      (abortSignal) => getResultPage(this.service.client, input, abortSignal),
      fairPatience,
      signal,
    );
  }

  async cancel(id: string, signal: AbortSignal): Promise<void> {
    const send = (abortSignal: AbortSignal): Promise<unknown> =>
      this.service.client.send(new CancelStatementCommand({ Id: id }), { abortSignal });
    await callAws(this.ports, this.called('CancelStatement'), send, greatPatience, signal);
  }

  /** The id of our own statement of this name, which is unique; undefined when there is none (yet). */
  async findByName(statementName: string, signal: AbortSignal): Promise<string | undefined> {
    // In the blog's set-up all of a role could be listed: RoleLevel false asks for one's own.
    const input = { StatementName: statementName, Status: 'ALL', RoleLevel: false } as const;
    const { Statements: found = [] } = await callAws(
      this.ports,
      this.called('ListStatements'),
      (abortSignal) => this.service.client.send(new ListStatementsCommand(input), { abortSignal }),
      littlePatience,
      signal,
    );
    return found.find(({ StatementName: name }) => name === statementName)?.Id;
  }

  called(action: string, of: { warehouse?: string; database?: string } = {}): AwsCall {
    return { service: this.service.name, host: this.service.host, action, ...of };
  }

  failure(error: unknown, action: string, of: { warehouse?: string; database?: string } = {}): Error {
    return awsFailure(error, this.called(action, of));
  }
}
