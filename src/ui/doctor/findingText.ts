import type { DoctorFacts, Finding } from '../../access/doctor/findings';
import type { FailureCode } from '../../core/failure';
import { failureText } from '../failures';
import type { FindingText, FindingTexts } from './findingTexts';
import { responseTexts } from './responseTexts';
import { warehouseTexts } from './warehouseTexts';

const texts: FindingTexts<keyof DoctorFacts> = { ...responseTexts, ...warehouseTexts };

/** The one place where a finding becomes words; those of a sign-in's failures are the failure's own. */
export function findingText({ code, facts }: Finding): FindingText {
  if (isDoctors(code)) return (texts[code] as (facts: unknown) => FindingText)(facts);
  const { happened, toDo } = failureText<FailureCode>({ code, facts });
  return { happened, toDo };
}

const isDoctors = (code: string): code is keyof DoctorFacts => Object.hasOwn(texts, code);
