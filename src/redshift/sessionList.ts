import {
  ListSessionsCommand,
  ListStatementsCommand,
  type SessionData,
  type StatementData,
} from '@aws-sdk/client-redshift-data';
import { callAws, littlePatience, type CallPorts } from './awsCalls';
import type { Services } from './connection';

/** A session of the Data API, as the service lists it. */
export interface ListedSession {
  id: string;
  /** `busy`: a statement runs in it. */
  status: 'available' | 'busy' | 'closed';
  /** ms since 1970. */
  createdAt: number;
  /** When it ends if nothing more runs in it; ms since 1970. */
  expiresAt?: number;
  database?: string;
  databaseUser?: string;
  warehouse: { kind: 'cluster' | 'workgroup'; name: string };
  statementId?: string;
}

/** A statement as the service lists it. */
export interface ListedStatement {
  id: string;
  name: string;
  /** As much of the text as the service shows (the first statement of a batch). */
  text: string;
  status: string;
  /** ms since 1970. */
  createdAt: number;
  sessionId?: string;
}

/** Pages that are asked for at most: what is listed is looked at by a person. */
const mostPages = 10;

type Data = Pick<Services, 'data'>;

/** One's own sessions that are open, the newest first. @throws Failure; Cancelled */
export async function listSessions(services: Data, ports: CallPorts, signal: AbortSignal): Promise<ListedSession[]> {
  const { client, name: service, host } = services.data;
  const found: SessionData[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    // Without RoleLevel false, those of everybody who shares the AWS role are among them.
    const input = { RoleLevel: false, MaxResults: 100, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
    const answer = await callAws(
      ports,
      { service, host, action: 'ListSessions' },
      (abortSignal) => client.send(new ListSessionsCommand(input), { abortSignal }),
      littlePatience,
      signal,
    );
    found.push(...(answer.Sessions ?? []));
    nextToken = answer.NextToken;
    if (nextToken === undefined || nextToken === '') break;
  }
  return found
    .flatMap(sessionOf)
    .filter(({ status }) => status !== 'closed')
    .sort((one, other) => other.createdAt - one.createdAt);
}

/**
 * The latest statements of one's own, or of everybody who shares the AWS role, the newest first.
 * @throws Failure; Cancelled
 */
export async function listStatements(
  services: Data,
  ports: CallPorts,
  of: 'own' | 'role',
  signal: AbortSignal,
): Promise<ListedStatement[]> {
  const { client, name: service, host } = services.data;
  const input = { RoleLevel: of === 'role', Status: 'ALL', MaxResults: 100 } as const;
  const answer = await callAws(
    ports,
    { service, host, action: 'ListStatements' },
    (abortSignal) => client.send(new ListStatementsCommand(input), { abortSignal }),
    littlePatience,
    signal,
  );
  return (answer.Statements ?? []).flatMap(statementOf).sort((one, other) => other.createdAt - one.createdAt);
}

const statuses = { AVAILABLE: 'available', BUSY: 'busy', CLOSED: 'closed' } as const;

function sessionOf(data: SessionData): ListedSession[] {
  const {
    SessionId: id,
    Status: status,
    CreatedAt: createdAt,
    SessionTtl: end,
    CurrentStatementId: statementId,
  } = data;
  const { Database: database, DbUser: databaseUser, ClusterIdentifier: cluster, WorkgroupName: workgroup } = data;
  if (id === undefined || status === undefined || createdAt === undefined) return [];
  return [
    {
      id,
      status: statuses[status],
      createdAt: createdAt.getTime(),
      warehouse:
        cluster === undefined ? { kind: 'workgroup', name: workgroup ?? '' } : { kind: 'cluster', name: cluster },
      ...(end && { expiresAt: end.getTime() }),
      ...(database !== undefined && { database }),
      ...(databaseUser !== undefined && { databaseUser }),
      ...(statementId !== undefined && { statementId }),
    },
  ];
}

function statementOf(data: StatementData): ListedStatement[] {
  const { Id: id, StatementName: name = '', QueryString: text, QueryStrings: texts, Status: status = '' } = data;
  const { CreatedAt: createdAt, SessionId: sessionId } = data;
  if (id === undefined) return [];
  return [
    {
      id,
      name,
      text: text ?? texts?.[0] ?? '',
      status,
      createdAt: createdAt?.getTime() ?? 0,
      ...(sessionId !== undefined && { sessionId }),
    },
  ];
}
