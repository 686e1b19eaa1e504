import { Tokenizer, TokenizerMode, type Token } from 'parse5';

/** What a page of the provider holds. */
export interface ResponsePage {
  /** The values of its fields SAMLResponse; one, where it is the page that brings the answer. Secret. */
  responses: string[];
  title: string;
}

/** Elements whose content is text to a browser (HTML, "Parsing HTML fragments"), so that tags in it are none. */
const textModes: Readonly<Record<string, Tokenizer['state']>> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  script: TokenizerMode.SCRIPT_DATA,
  plaintext: TokenizerMode.PLAINTEXT,
  ...Object.fromEntries(
    ['style', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript'].map((name) => [name, TokenizerMode.RAWTEXT]),
  ),
};

/**
 * Reads a page by the rules of HTML (the tokenizer of parse5): what stands in comments, scripts or templates is none of it, and
 * values come without their character references. No tree is built, whose cost would grow with the square of the nesting.
 */
export function readResponsePage(html: string): ResponsePage {
  const reader = new PageReader();
  reader.read(html);
  return { responses: reader.responses, title: reader.title ?? '' };
}

class PageReader {
  readonly responses: string[] = [];
  title: string | undefined;
  #inTitle = false;
  /** Templates that are open: their content is not part of the page. */
  #templates = 0;
  readonly #tokenizer: Tokenizer;

  constructor() {
    const text = ({ chars }: Token.CharacterToken): void => {
      if (this.#inTitle) this.title = (this.title ?? '') + chars;
    };
    const skip = (): void => undefined;
    this.#tokenizer = new Tokenizer(
      {},
      {
        onStartTag: (token) => this.#start(token),
        onEndTag: (token) => this.#end(token),
        onCharacter: text,
        onWhitespaceCharacter: text,
        onNullCharacter: skip,
        onComment: skip,
        onDoctype: skip,
        onEof: skip,
      },
    );
  }

  read(html: string): void {
    this.#tokenizer.write(html, true);
  }

  #start({ tagName, attrs }: Token.TagToken): void {
    if (tagName === 'template') this.#templates++;
    if (tagName === 'title') this.#inTitle = this.title === undefined;
    this.#tokenizer.state = textModes[tagName] ?? this.#tokenizer.state;
    const valueOf = (name: string): string | undefined => attrs.find((one) => one.name === name)?.value;
    if (tagName !== 'input' || this.#templates > 0 || valueOf('name') !== 'SAMLResponse') return;
    this.responses.push(valueOf('value') ?? '');
  }

  #end({ tagName }: Token.TagToken): void {
    if (tagName === 'template' && this.#templates > 0) this.#templates--;
    if (tagName === 'title') this.#inTitle = false;
  }
}
