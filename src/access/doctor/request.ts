import type { Clock, Log } from '../../core/ports';
import type { Profile } from '../../core/profile';
import type { WarehouseRef } from '../../core/warehouse';
import type { Page } from '../../federation/resultPage';
import type { SignInRequest } from '../../federation/signInRequest';
import type { StepReport } from './steps';

/** What every diagnosis is handed. */
interface Given {
  profile: Profile;
  /** Told of each step as it begins and ends. */
  onStep: (step: StepReport) => void;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

/** A diagnosis that goes through the whole chain. */
export interface DoctorRequest
  extends Given, Pick<SignInRequest, 'openBrowser' | 'chooseRole' | 'pageWords' | 'heldByUs'> {
  /** Which one to look at; without it, one that the connection names or AWS lists. */
  warehouse?: WarehouseRef;
  /** Asks which of several. Rejects with Cancelled. */
  chooseWarehouse: (choices: readonly WarehouseRef[], signal: AbortSignal) => Promise<WarehouseRef>;
  /** What the browser shows when the answer has come. */
  arrived?: Page;
  /** See `Connection` of the Redshift clients. */
  editorAgent?: boolean;
}

/** A response that somebody pasted: it is judged here, and not redeemed. */
export interface PastedRequest extends Given {
  /** As it was pasted. Secret. */
  text: string;
}
