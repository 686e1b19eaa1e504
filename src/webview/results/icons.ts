import type { StatementState } from '../protocol';

/** Paths on a grid of 16 x 16, drawn in the text's colour. */
const paths: Readonly<Record<StatementState | 'warning' | 'ascending' | 'descending' | 'close' | 'filter', string>> = {
  finished: 'M6.4 11.6 3 8.2l.9-.9 2.5 2.5 5.7-5.7.9.9z',
  failed: 'm8 7.1 3.6-3.6.9.9L8.9 8l3.6 3.6-.9.9L8 8.9l-3.6 3.6-.9-.9L7.1 8 3.5 4.4l.9-.9z',
  unknown: 'M4.8 5.4a3.2 3.2 0 1 1 4.9 2.7c-.8.5-1.1.9-1.1 1.7v.3H7.4v-.4c0-1.2.5-1.9 1.6-2.6a2 2 0 1 0-3-1.7zm2.5 6.2h1.4V13H7.3z',
  cancelled: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2m0 1.2c-1.1 0-2.1.4-2.9 1l6.7 6.7A4.8 4.8 0 0 0 8 3.2M4.2 5.1a4.8 4.8 0 0 0 6.7 6.7z',
  notRun: 'M3.5 7.4h9v1.2h-9z',
  waiting: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2m0 1.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6m.5 1.6v3l2.1 1.3-.5.9L7.5 8.4V4.8z',
  running: 'M4.5 2.8v10.4L13 8z',
  warning: 'M8 2.2 14.4 13.4H1.6zM7.4 6.4v3.4h1.2V6.4zm0 4.4V12h1.2v-1.2z',
  ascending: 'M8 3.5 12.2 8l-.9.9-2.7-2.8v6.4H7.4V6.1L4.7 8.9 3.8 8z',
  descending: 'M8 12.5 3.8 8l.9-.9 2.7 2.8V3.5h1.2v6.4l2.7-2.8.9.9z',
  filter: 'M2 3h12v1.6L9.6 9.2v4.3l-3.2-1.6V9.2L2 4.6zm1.6 1.2 4 4.2v2.8l.8.4V8.4l4-4.2z',
  close: 'm8 7.1 3.6-3.6.9.9L8.9 8l3.6 3.6-.9.9L8 8.9l-3.6 3.6-.9-.9L7.1 8 3.5 4.4l.9-.9z',
}; // prettier-ignore

const svg = 'http://www.w3.org/2000/svg';

/** A sign for a state; its meaning stands beside it in words, so that screen readers skip it. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('viewBox', '0 0 16 16');
  element.setAttribute('class', `icon ${name}`);
  element.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', paths[name]);
  element.append(path);
  return element;
}
