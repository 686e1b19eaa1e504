import type { BatchFailureFacts } from './failureFactsOfBatches';
import type { FederationFailureFacts } from './failureFactsOfFederation';
import type { RedshiftFailureFacts } from './failureFactsOfRedshift';
import type { RowFailureFacts } from './failureFactsOfRows';
import type { TargetFailureFacts } from './failureFactsOfTargets';
import type { WayFailureFacts } from './failureFactsOfWays';

/** Every failure code of the extension with the facts that its text needs (units in the names; never a secret). */
export interface FailureFacts
  extends
    BatchFailureFacts,
    FederationFailureFacts,
    RedshiftFailureFacts,
    RowFailureFacts,
    TargetFailureFacts,
    WayFailureFacts {
  /** A setting holds something that cannot be used. */
  'profile.invalid': { profile: string; field: string; problem: string };
  'profile.none': {};
  /** The settings could not be written; `problem` is the editor's own text. */
  'profile.notSaved': { problem: string };
  /** Nobody is signed in. */
  'account.none': {};
  /** Another window signed in, and this one reads its own old copy of the secrets until it is reloaded. */
  'account.otherWindow': {};
  /** Another window was signing in for the same, and gave up. */
  'account.otherWindowStopped': {};
  /** Neither AWS lists a warehouse to the account nor does its profile name one. */
  'warehouse.none': {};
  'profile.unknown': { profileId: string };
  /** A file with a connection cannot be taken; `file` is its name without folders. */
  'profileFile.unusable': {
    file: string;
    problem: 'tooLarge' | 'notJson' | 'notConnection' | 'newerVersion' | 'untrusted';
  };
  /** A file with a picture of somebody's access cannot be taken; `file` is its name without folders. */
  'accessFile.unusable': { file: string; problem: 'tooLarge' | 'notJson' | 'notPicture' | 'newerVersion' };
  /** There is no psql on this computer; `platform` as Node.js names it. */
  'handOver.noPsql': { platform: string };
  /** The editor logs so much that the environment of a new terminal would be in its logs. */
  'handOver.logged': { level: 'debug' | 'trace' };
  /** The editor's SecretStorage refused, or gave back something else than was stored. */
  'secrets.unavailable': { operation: 'read' | 'write' | 'delete' };
  /** A defect of ours: shown as such, with the log. */
  'internal.unexpected': { doing: string };
}
