/** The shape that every AWS service of the sandbox has; wire/ puts it on the network. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Who calls: a session of this sandbox's STS, known by its signature. */
export interface Caller {
  accessKeyId: string;
  accountId: string;
  partition: string;
  roleName: string;
  roleArn: string;
  /** `arn:aws:sts::123456789012:assumed-role/role/session-name` */
  assumedRoleArn: string;
  sessionName: string;
  /** `aws:userid`: `AROA...:session-name` */
  userId: string;
  /** Session tags, from the assertion's PrincipalTag attributes. */
  tags: Readonly<Record<string, string>>;
  /** NameID of the assertion. */
  subject: string;
  /** ms since 1970 */
  expiration: number;
}

/** One call of an action, parameters as in the service model (awsQuery's lists and structures already unfolded). */
export interface Call {
  input: JsonObject;
  /** Reading it throws for actions that are declared `unsigned`. */
  readonly caller: Caller;
  /** Aborted when the client's connection closes, or the sandbox stops. */
  signal: AbortSignal;
  /** Goes out as `x-amzn-requestid`, and into the request ledger. */
  requestId: string;
}

/** What the permission policy of the caller's role has to allow before the action runs. */
export interface Permission {
  /** `redshift-data:ExecuteStatement` */
  action: string;
  resource: string;
  /** Condition keys beside the global ones, `redshift-data:statement-owner-iam-userid` and the like. */
  context?: Record<string, string>;
}

/** JSON that must reach the wire as it is (int64 beyond 2^53, pages of rows). */
export class RawJson {
  constructor(readonly text: string) {}
}

export interface Action {
  /** True for AssumeRoleWithSAML, which is signed by nobody; `caller` must not be read then. */
  unsigned?: boolean;
  /** True where AWS needs no permission at all (GetCallerIdentity). */
  noPermissionNeeded?: boolean;
  /**
   * The permissions that are all needed; may look things up, and throw a ServiceError for bad input.
   * Every action has this or one of the two flags above; the server refuses to start otherwise.
   */
  permissions?(call: Call): Permission[] | Promise<Permission[]>;
  run(call: Call): Promise<JsonObject | RawJson> | JsonObject | RawJson;
}

export interface AwsQuery {
  kind: 'awsQuery';
  version: string;
  xmlns: string;
  /** Names of list elements by the name of the list (`Clusters` -> `Cluster`); those not named here are `member`. */
  listElements?: Readonly<Record<string, string>>;
}

export interface Json11 {
  kind: 'json11';
  /** What stands before the dot in `X-Amz-Target`. */
  targetPrefix: string;
  /** How this service's error shapes spell the text's member; the Data API says `Message`. Default `message`. */
  messageMember?: 'message' | 'Message';
}

export interface Service {
  /** Signing name: `sts`, `redshift`, `redshift-serverless`, `redshift-data`. */
  name: string;
  protocol: AwsQuery | Json11;
  actions: Readonly<Record<string, Action>>;
}

/** An error as the service model documents it. `fields` are further members of the error's shape (StatementId, ...). */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly fields: JsonObject = {},
  ) {
    super(message);
  }
}
