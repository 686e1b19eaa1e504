import type { FailureCode } from '../../core/failure';
import type { FailureFacts } from '../../core/failureFacts';
import type { FailureText, FailureTexts } from './failureText';
import { batchTexts } from './batches';
import { federationTexts } from './federation';
import { generalTexts } from './general';
import { redshiftTexts } from './redshift';
import { rowTexts } from './rows';
import { targetTexts } from './targets';
import { wayTexts } from './ways';

const texts: FailureTexts<FailureCode> = {
  ...generalTexts,
  ...batchTexts,
  ...federationTexts,
  ...redshiftTexts,
  ...rowTexts,
  ...targetTexts,
  ...wayTexts,
};

/** The one place where a failure becomes words: what happened, what to do, and the click that does it. */
export function failureText<C extends FailureCode>(failure: { code: C; facts: FailureFacts[C] }): FailureText {
  const { happened, ...rest } = texts[failure.code](failure.facts);
  // What happened may end with words of a provider or of AWS, which may lack their full stop; what to do follows it.
  return { happened: /[.!?…]$/.test(happened) ? happened : `${happened}.`, ...rest };
}
