import { Failure } from '../../core/failure';
import { fault, type Finding } from './findings';

/** The chain from a connection to database roles, in the order in which it is gone through. */
export const stepIds = [
  'profile',
  'loginUrl',
  'listener',
  'response',
  'signature',
  'issuer',
  'audience',
  'recipient',
  'destination',
  'conditions',
  'attributes',
  'role',
  'sessionName',
  'tags',
  'sts',
  'warehouse',
  'endpoints',
  'credentials',
  'dataApi',
  'login',
  'dbRoles',
] as const;
export type StepId = (typeof stepIds)[number];

/** `waiting` and `running` while the doctor is at work alone. */
export type StepState = 'waiting' | 'running' | 'passed' | 'failed' | 'notReached';

/** What was seen, as it is: names, addresses, lengths; times as ISO 8601. */
export interface Evidence {
  name: EvidenceName;
  value: string;
}

export type EvidenceName =
  | 'connection'
  | 'provider'
  | 'region'
  | 'host'
  | 'entityId'
  | 'certificates'
  | 'address'
  | 'startedBy'
  | 'characters'
  | 'user'
  | 'issuer'
  | 'audience'
  | 'recipient'
  | 'destination'
  | 'issued'
  | 'validFrom'
  | 'validUntil'
  | 'clockAhead'
  | 'attribute'
  | 'awsRole'
  | 'samlProvider'
  | 'sessionName'
  | 'tagLength'
  | 'session'
  | 'expires'
  | 'warehouse'
  | 'allowed'
  | 'denied'
  | 'notTried'
  | 'database'
  | 'databaseUser'
  | 'granted';

/** One step as far as it got. Plain JSON, without secrets. */
export interface StepReport {
  id: StepId;
  state: StepState;
  evidence: readonly Evidence[];
  findings: readonly Finding[];
}

/** What the work of a step brings. */
export interface StepResult<Value = void> {
  evidence?: readonly Evidence[];
  findings?: readonly Finding[];
  value?: Value;
}

/** Keeps the record of a diagnosis, and tells of each change. */
export class Chart {
  readonly #steps = new Map<StepId, StepReport>(
    stepIds.map((id) => [id, { id, state: 'waiting', evidence: [], findings: [] }]),
  );

  constructor(private readonly onStep: (step: StepReport) => void) {}

  /** Whether a step failed so far. */
  get failed(): boolean {
    return [...this.#steps.values()].some(({ state }) => state === 'failed');
  }

  /**
   * Does a step's work; a Failure that it rejects with is its finding. Gives the work's value, where the step did not fail.
   * Rejects with Cancelled, and with what is no failure but a defect.
   */
  async run<Value>(id: StepId, work: () => StepResult<Value> | Promise<StepResult<Value>>): Promise<Value | undefined> {
    this.#set({ id, state: 'running', evidence: [], findings: [] });
    try {
      const { value, ...result } = await work();
      return this.end(id, result) === 'passed' ? value : undefined;
    } catch (error) {
      if (!Failure.is(error)) throw error;
      this.end(id, { findings: [fault(error.code, error.facts)] });
      return undefined;
    }
  }

  /** Writes down what came of a step. */
  end(id: StepId, { evidence = [], findings = [] }: StepResult): 'passed' | 'failed' {
    const state = findings.every((finding) => finding.remark) ? 'passed' : 'failed';
    this.#set({ id, state, evidence, findings });
    return state;
  }

  /** What was not begun was not reached. */
  close(): StepReport[] {
    for (const step of this.#steps.values()) {
      if (step.state === 'waiting' || step.state === 'running') this.#set({ ...step, state: 'notReached' });
    }
    return [...this.#steps.values()];
  }

  #set(step: StepReport): void {
    this.#steps.set(step.id, step);
    this.onStep(step);
  }
}
