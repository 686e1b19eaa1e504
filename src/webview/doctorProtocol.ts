/** The messages between the editor's side and the page of the sign-in doctor: nothing secret. */

/** One step of a diagnosis; all texts are localized. */
export interface DoctorStepView {
  id: string;
  title: string;
  state: 'waiting' | 'running' | 'passed' | 'failed' | 'notReached';
  stateText: string;
  evidence: readonly { label: string; value: string }[];
  /** What is wrong (`bad`), or worth knowing, and how it is set right. */
  findings: readonly { tone: 'bad' | 'neutral'; happened: string; toDo: string }[];
}

/** Labels of the page. */
export type DoctorWords = Readonly<Record<'cancel' | 'again' | 'paste' | 'copy' | 'seen' | 'steps', string>>;

export type DoctorHostMessage =
  /** First answer to `ready`. */
  | { type: 'frame'; title: string; subtitle: string; words: DoctorWords }
  /** Every step as it is now; `text` says how far it is, or what came of it. */
  | { type: 'steps'; steps: readonly DoctorStepView[]; text: string; running: boolean };

export type DoctorPageMessage =
  /** The page is there (again) and knows nothing. */
  { type: 'ready' } | { type: 'cancel' } | { type: 'again' } | { type: 'paste' } | { type: 'copy' };
