/** What saving a stored result takes, for one bundle of it. */
export { exportBytes } from '../../../src/rows/export/exportBytes';
export { saveFile } from '../../../src/rows/export/saveFile';
export { selectedRows } from '../../../src/rows/export/selectedRows';
export { RowSpace } from '../../../src/rows/rowSpace';
