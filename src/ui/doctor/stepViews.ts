import { l10n } from 'vscode';
import { stepIds, type StepReport } from '../../access/doctor/steps';
import type { DoctorStepView } from '../../webview/doctorProtocol';
import { findingText } from './findingText';
import { doingText, evidenceLabel, stateText, stepTitle } from './stepWords';

/** A step in words. */
export function stepView({ id, state, evidence, findings }: StepReport): DoctorStepView {
  return {
    id,
    title: stepTitle(id),
    state,
    stateText: stateText(state),
    evidence: evidence.map(({ name, value }) => ({ label: evidenceLabel(name), value })),
    findings: findings.map((finding) => ({ tone: finding.remark ? 'neutral' : 'bad', ...findingText(finding) })),
  };
}

/** Every step before anything was done. */
export function waitingSteps(): StepReport[] {
  return stepIds.map((id) => ({ id, state: 'waiting', evidence: [], findings: [] }));
}

/** How far it is, or what came of it, in a sentence. */
export function summary(steps: readonly StepReport[]): string {
  // Between two steps none is running, and there is no verdict yet.
  const next = steps.find(({ state }) => state === 'running') ?? steps.find(({ state }) => state === 'waiting');
  if (next !== undefined) return doingText(next.id);
  const failed = steps.filter(({ state }) => state === 'failed').map(({ id }) => stepTitle(id));
  const missing = steps.filter(({ state }) => state === 'notReached').length;
  if (failed.length > 0) return l10n.t('Something is wrong: {0}.', failed.join(', '));
  return missing === 0
    ? l10n.t('Nothing is wrong: all {0} steps passed.', steps.length)
    : l10n.t('Nothing is wrong in the steps that were reached; {0} were not.', missing);
}
