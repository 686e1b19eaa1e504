import type { Tone } from '../inspectorProtocol';

/** Paths on a grid of 16 x 16, drawn in the text's colour. */
const paths: Readonly<Record<Tone | 'closed' | 'goTo', string>> = {
  good: 'M6.4 11.6 3 8.2l.9-.9 2.5 2.5 5.7-5.7.9.9z',
  bad: 'm8 7.1 3.6-3.6.9.9L8.9 8l3.6 3.6-.9.9L8 8.9l-3.6 3.6-.9-.9L7.1 8 3.5 4.4l.9-.9z',
  warning: 'M7.3 3h1.4v6.4H7.3zm0 8h1.4v1.7H7.3z',
  neutral: 'M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8z',
  closed: 'm6.1 3.4 4.6 4.6-4.6 4.6-.8-.8L9.1 8 5.3 4.2z',
  goTo: 'M8.5 3.3 13.2 8l-4.7 4.7-.8-.8 3.3-3.3H3V7.4h8L7.7 4.1z',
};

const svg = 'http://www.w3.org/2000/svg';

/** A sign; its meaning stands beside it in words, so that screen readers skip it. */
export function sign(name: keyof typeof paths): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('viewBox', '0 0 16 16');
  element.setAttribute('class', `sign ${name}`);
  element.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', paths[name]);
  element.append(path);
  return element;
}
