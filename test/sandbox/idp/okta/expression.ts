/**
 * Okta's expression language, as far as attribute statements are tried here, after
 * https://developer.okta.com/docs/reference/okta-expression-language/ ("Functions", "Constants and operators", "Conditional
 * expressions"); texts are SpEL's, on which it is based: either quote, doubled inside. What is not in here is refused.
 */
export interface ExpressionUser {
  login: string;
  groups: readonly string[];
}

type Value = string | boolean;
type Evaluate = (user: ExpressionUser) => Value;
interface Token {
  kind: 'text' | 'name' | 'sign';
  text: string;
}

const SHAPE = /\s*(?:("(?:[^"]|"")*"|'(?:[^']|'')*')|([A-Za-z][\w.]*)|(==|!=|[()?:,+!]))\s*/y;

/** Throws SyntaxError for what it does not understand. */
export function oktaExpression(source: string): Evaluate {
  const parser = new Parser(tokens(source));
  const evaluate = parser.conditional();
  parser.end();
  return evaluate;
}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  SHAPE.lastIndex = 0;
  for (let at = 0; at < source.length; at = SHAPE.lastIndex) {
    const match = SHAPE.exec(source);
    if (!match) throw new SyntaxError(`Not understood from here: ${source.slice(at, at + 40)}`);
    const [, text, name, sign = ''] = match;
    if (text !== undefined) {
      const quote = text.charAt(0);
      found.push({ kind: 'text', text: text.slice(1, -1).replaceAll(quote + quote, quote) });
    } else found.push(name === undefined ? { kind: 'sign', text: sign } : { kind: 'name', text: name });
  }
  return found;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** condition ? value : value */
  conditional(): Evaluate {
    const condition = this.either();
    if (!this.take('sign', '?')) return condition;
    const then = this.conditional();
    this.need(':');
    const otherwise = this.conditional();
    return (user) => (truth(condition(user)) ? then(user) : otherwise(user));
  }

  end(): void {
    const next = this.tokens[this.at];
    if (next) throw new SyntaxError(`Not expected here: ${next.text}`);
  }

  private either(): Evaluate {
    let left = this.both();
    while (this.take('name', 'OR')) {
      const [one, other] = [left, this.both()];
      left = (user) => truth(one(user)) || truth(other(user));
    }
    return left;
  }

  private both(): Evaluate {
    let left = this.equal();
    while (this.take('name', 'AND')) {
      const [one, other] = [left, this.equal()];
      left = (user) => truth(one(user)) && truth(other(user));
    }
    return left;
  }

  private equal(): Evaluate {
    const left = this.sum();
    const sign = this.take('sign', '==') ?? this.take('sign', '!=');
    if (!sign) return left;
    const right = this.sum();
    return (user) => (left(user) === right(user)) === (sign.text === '==');
  }

  private sum(): Evaluate {
    let left = this.single();
    while (this.take('sign', '+')) {
      const [one, other] = [left, this.single()];
      left = (user) => word(one(user)) + word(other(user));
    }
    return left;
  }

  private single(): Evaluate {
    if (this.take('sign', '!')) {
      const value = this.single();
      return (user) => !truth(value(user));
    }
    if (this.take('sign', '(')) {
      const value = this.conditional();
      this.need(')');
      return value;
    }
    const token = this.tokens[this.at++];
    if (token?.kind === 'text') return () => token.text;
    if (token?.kind !== 'name') throw new SyntaxError(`A value is missing before ${token?.text ?? 'the end'}.`);
    return this.take('sign', '(') ? this.call(token.text) : reference(token.text);
  }

  private call(name: string): Evaluate {
    const values: Evaluate[] = [];
    if (!this.take('sign', ')')) {
      do values.push(this.conditional());
      while (this.take('sign', ','));
      this.need(')');
    }
    const work = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!work) throw new SyntaxError(`There is no function ${name} here.`);
    if (work.inputs !== undefined && work.inputs !== values.length)
      throw new SyntaxError(`${name} takes ${work.inputs} values.`);
    return (user) =>
      work.run(
        values.map((value) => word(value(user))),
        user,
      );
  }

  private take(kind: Token['kind'], text: string): Token | undefined {
    const next = this.tokens[this.at];
    if (next?.kind !== kind || next.text !== text) return undefined;
    this.at++;
    return next;
  }

  private need(sign: string): void {
    if (!this.take('sign', sign))
      throw new SyntaxError(`${sign} is missing before ${this.tokens[this.at]?.text ?? 'the end'}.`);
  }
}

/** `inputs`: how many values; without it, any number. */
const FUNCTIONS: Readonly<
  Record<string, { inputs?: number; run: (values: readonly string[], user: ExpressionUser) => Value }>
> = {
  isMemberOfGroupName: { inputs: 1, run: ([name = ''], { groups }) => groups.includes(name) },
  'String.join': { run: ([separator = '', ...pieces]) => pieces.join(separator) },
  'String.append': { inputs: 2, run: ([text = '', suffix = '']) => text + suffix },
  'String.replace': { inputs: 3, run: ([text = '', match = '', by = '']) => text.replaceAll(match, () => by) },
  'String.replaceFirst': { inputs: 3, run: ([text = '', match = '', by = '']) => text.replace(match, () => by) },
  'String.toLowerCase': { inputs: 1, run: ([text = '']) => text.toLowerCase() },
};

function reference(name: string): Evaluate {
  if (name === 'true' || name === 'false') return () => name === 'true';
  if (name === 'user.login' || name === 'user.email') return ({ login }) => login;
  throw new SyntaxError(`There is no ${name} here.`);
}

function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw new SyntaxError('A condition must be true or false.');
}

function word(value: Value): string {
  return String(value);
}
