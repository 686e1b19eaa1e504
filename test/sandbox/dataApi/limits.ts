/**
 * Limits of the Data API: "Considerations when calling the Amazon Redshift Data API" and its troubleshooting page in the
 * management guide. Sizes in bytes, times in ms.
 */
export const LIMITS = {
  statementBytes: 100 * 1024,
  batchStatements: 40,
  rowBytes: 64 * 1024,
  resultBytes: 500 * 1024 * 1024,
  /** Results come in pages of about this size. */
  pageBytes: 1_000_000,
  /** Of GetStatementResultV2, whose answers hold several pieces of a page's size [second-hand]. */
  csvPiecesPerAnswer: 15,
  /** Statement and result, after the statement's end. */
  retentionMs: 24 * 3_600_000,
  clientTokenMs: 8 * 3_600_000,
  sessionMs: 24 * 3_600_000,
  sessionKeepAliveSeconds: 86_400,
  /** Per warehouse. */
  activeStatements: 500,
  /** Per warehouse [second-hand, protocol.md 6]. */
  activeSessions: 500,
  /** Requests with WaitTimeSeconds on one statement. The number is not documented; this one is the sandbox's. */
  waitingRequests: 10,
  waitTimeSeconds: 30,
  /** PageSize in the service model. */
  maxResults: 1000,
  /** ListStatementsLimit in the service model. */
  maxStatements: 100,
  /** Not in the models that are at hand; as of statements. */
  maxSessions: 100,
} as const;
