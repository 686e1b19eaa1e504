/** Tells the lines of the test report from all else that the workbench and its extensions print. */
export const reportMark = '[test] ';
