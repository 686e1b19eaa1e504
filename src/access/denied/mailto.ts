/** Mail programs and systems cut or refuse longer addresses (Windows hands on about 2,000 characters). */
const mostCharacters = 2_000;

export interface Mail {
  /** A mail address; empty: the person fills it in. */
  to: string;
  subject: string;
  body: string;
}

/**
 * A mail as a link (RFC 6068), short enough for what opens it: its body loses lines from the end until it fits.
 * @param left says, in the body's place, that something was left out
 */
export function mailtoLink({ to, subject, body }: Mail, left: string): { link: string; cut: boolean } {
  const head = `mailto:${to.split('@').map(encodeURIComponent).join('@')}?subject=${encodeURIComponent(subject)}&body=`;
  const lines = body.replaceAll('\r\n', '\n').split('\n');
  const bodyOf = (count: number): string => {
    const kept = count < lines.length ? [...lines.slice(0, count), left] : lines;
    return encodeURIComponent(kept.join('\r\n'));
  };
  let count = lines.length;
  while (count > 0 && head.length + bodyOf(count).length > mostCharacters) count--;
  return { link: head + bodyOf(count), cut: count < lines.length };
}
