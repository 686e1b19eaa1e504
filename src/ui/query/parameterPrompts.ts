import { l10n, QuickInputButtons, ThemeIcon, window, type QuickInputButton } from 'vscode';
import { Cancelled } from '../../core/failure';
import { checkValue, type ParameterKind, type ParameterValue, type ValueProblem } from '../../sql/parameterValues';

export type ParameterValues = ReadonlyMap<string, ParameterValue>;

/**
 * Asks for the value of each parameter in turn, with what was given last and the type that was chosen then. Enter takes the text as it
 * is, the empty one too; buttons choose the type, and NULL. Rejects with Cancelled.
 */
export async function askParameters(
  title: string,
  names: readonly string[],
  last: ParameterValues,
): Promise<Map<string, ParameterValue>> {
  const values = new Map<string, ParameterValue>();
  for (let at = 0; at < names.length;) {
    const name = names[at] ?? '';
    const value = await askOne({ title, step: at + 1, of: names.length, name }, values.get(name) ?? last.get(name));
    if (value === 'back') at--;
    else {
      values.set(name, value);
      at++;
    }
  }
  return values;
}

interface Question {
  title: string;
  step: number;
  of: number;
  name: string;
}

async function askOne(question: Question, last: ParameterValue | undefined): Promise<ParameterValue | 'back'> {
  let kind: ParameterKind = last === undefined ? 'asIs' : last.kind === 'null' ? (last.type ?? 'asIs') : last.kind;
  let text = last === undefined || last.kind === 'null' ? '' : last.value;
  for (;;) {
    const answer = await askText(question, kind, text, last?.kind === 'null');
    if (answer === 'back') return answer;
    if (answer.kind !== 'type') return answer.value;
    text = answer.typed;
    kind = (await askKind(question, kind)) ?? kind;
  }
}

type Answer = 'back' | { kind: 'value'; value: ParameterValue } | { kind: 'type'; typed: string };

async function askText(
  { title, step, of, name }: Question,
  kind: ParameterKind,
  text: string,
  wasNull: boolean,
): Promise<Answer> {
  const input = window.createInputBox();
  const typeButton: QuickInputButton = { iconPath: new ThemeIcon('symbol-class'), tooltip: l10n.t('Choose the Type') };
  const nullButton: QuickInputButton = { iconPath: new ThemeIcon('circle-slash'), tooltip: l10n.t('Use NULL') };
  Object.assign(input, { title, step, totalSteps: of, value: text, ignoreFocusOut: true });
  input.prompt = l10n.t(
    'Value of :{0} ({1}). Enter takes the text as it is, also an empty one.',
    name,
    kindLabel(kind),
  );
  if (wasNull) input.placeholder = l10n.t('NULL last time');
  input.buttons = [...(step > 1 ? [QuickInputButtons.Back] : []), typeButton, nullButton];
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const judge = (): string | undefined => {
        const problem = checkValue(kind, input.value);
        return (input.validationMessage = problem && problemWords(problem));
      };
      input.onDidChangeValue(judge);
      input.onDidAccept(() => {
        if (judge() === undefined) resolve({ kind: 'value', value: { kind, value: input.value } });
      });
      input.onDidTriggerButton((button) => {
        if (button === QuickInputButtons.Back) resolve('back');
        else if (button === nullButton) {
          resolve({ kind: 'value', value: kind === 'asIs' ? { kind: 'null' } : { kind: 'null', type: kind } });
        } else resolve({ kind: 'type', typed: input.value });
      });
      input.onDidHide(() => reject(new Cancelled()));
      input.show();
    });
  } finally {
    input.dispose();
  }
}

const kinds: readonly ParameterKind[] = ['asIs', 'text', 'integer', 'decimal', 'boolean', 'date', 'timestamp'];

/** Undefined where the person turns away: the type stays as it was. */
async function askKind({ title, name }: Question, present: ParameterKind): Promise<ParameterKind | undefined> {
  const items = kinds.map((kind) => ({
    label: kindLabel(kind),
    ...(kind === 'asIs' && { description: l10n.t('the warehouse tells it from around the parameter') }),
    ...(kind === present && { description: l10n.t('used now') }),
    type: kind,
  }));
  const placeHolder = l10n.t('Type of :{0}', name);
  return (await window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.type;
}

function kindLabel(kind: ParameterKind): string {
  switch (kind) {
    case 'asIs':
      return l10n.t('any type');
    case 'text':
      return l10n.t('text');
    case 'integer':
      return l10n.t('whole number');
    case 'decimal':
      return l10n.t('decimal number');
    case 'boolean':
      return l10n.t('true or false');
    case 'date':
      return l10n.t('date');
    case 'timestamp':
      return l10n.t('date and time');
  }
}

function problemWords(problem: ValueProblem): string {
  switch (problem) {
    case 'notAnInteger':
      return l10n.t('This is not a whole number.');
    case 'notADecimal':
      return l10n.t('This is not a number, such as 12.50.');
    case 'notABoolean':
      return l10n.t('This must be true or false.');
    case 'notADate':
      return l10n.t('This is not a date, such as 2026-12-31.');
    case 'notATimestamp':
      return l10n.t('This is not a date and time, such as 2026-12-31 23:59:59.');
    case 'notInCalendar':
      return l10n.t('There is no such day or time.');
    case 'integerTooBig':
      return l10n.t('This is more than 64 bits hold.');
    case 'tooManyDigits':
      return l10n.t('Redshift takes 38 digits, 37 of them behind the point.');
    case 'textTooLong':
      return l10n.t('Redshift takes 65,535 bytes.');
    case 'zeroCharacter':
      return l10n.t('There is a character of code 0 in it, which Redshift does not take.');
  }
}
