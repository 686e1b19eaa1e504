import type { CodeReply, Prompts } from '../../../../src/federation/prompts';

/** What the person answers, in that order for each kind of question; and what they were asked. */
export interface Answers {
  user?: string;
  passwords?: string[];
  /** Id of the factor, each time they choose. */
  factors?: string[];
  codes?: CodeReply[];
  response?: string;
  /** Is done before the question is answered. */
  before?: (question: string) => unknown;
}

/** A person at the prompts who says what the script has. A question that is not in it fails the test. */
export function scriptedPrompts(answers: Answers): Prompts & { asked: string[] } {
  const { passwords = ['right'], factors = [], codes = [] } = answers;
  const left = { passwords: [...passwords], factors: [...factors], codes: [...codes] };
  const asked: string[] = [];
  const ask = async (...words: (string | number | undefined)[]): Promise<void> => {
    const question = words.filter((word) => word !== undefined && word !== '').join(' ');
    asked.push(question);
    await answers.before?.(question);
  };
  const next = <T>(list: T[]): T => {
    const [answer] = list.splice(0, 1);
    if (answer === undefined) throw new Error(`nobody was to be asked: ${asked.at(-1) ?? ''}`);
    return answer;
  };
  return {
    asked,
    async askUser({ host, suggestion }) {
      await ask('user', host, suggestion);
      return answers.user ?? 'ethan';
    },
    async askPassword({ host, user, problem }) {
      await ask('password of', user, host, problem);
      return next(left.passwords);
    },
    async chooseFactor({ host, factors: choices }) {
      await ask('factor', host, ...choices.map(({ kind, detail }) => `${kind}(${detail})`));
      const id = next(left.factors);
      const chosen = choices.find((choice) => choice.id === id);
      if (chosen === undefined) throw new Error(`${id} is not offered`);
      return chosen;
    },
    async askCode({ host, factor, problem, canResend, hasOthers }) {
      await ask('code', factor.kind, host, problem, canResend ? 'resend' : '', hasOthers ? 'others' : '');
      return next(left.codes);
    },
    showPush({ host, number }) {
      void ask('push', host, number);
    },
    async askResponse({ host, loginUrl }) {
      await ask('response', host, new URL(loginUrl).pathname);
      return answers.response ?? '';
    },
  };
}
