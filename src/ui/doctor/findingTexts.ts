import type { DoctorFacts } from '../../access/doctor/findings';

/** What a finding says, and how it is set right. */
export interface FindingText {
  happened: string;
  toDo: string;
}

/** One text for every code of a part; the type makes a forgotten one an error of the compiler. */
export type FindingTexts<Codes extends keyof DoctorFacts> = { [C in Codes]: (facts: DoctorFacts[C]) => FindingText };
