import type { ResultsHostMessage, ResultView, RunView, StatementView } from '../protocol';

/** Name of the tab that lists the statements; results go by their ids. */
export const messagesTab = 'messages';

/** What the results page shows, apart from rows and scroll positions. */
export interface PageModel {
  run?: RunView;
  /** Tab that is in front: a result's id or {@link messagesTab}. */
  selected: string;
  /** Whether the person picked the tab during this run; then it stays. */
  chosen: boolean;
  /** What was picked before the page was hidden, until its run arrives again. */
  restored?: { runId: string; tab: string };
}

export const emptyModel: PageModel = { selected: messagesTab, chosen: false };

/** The model after a message of the host; the same object where nothing changed. */
export function afterMessage(model: PageModel, message: ResultsHostMessage): PageModel {
  switch (message.type) {
    case 'run':
      return withRun(model, message.run);
    case 'statement':
      return model.run?.id === message.runId ? { ...model, run: withStatement(model.run, message.statement) } : model;
    case 'load':
      return withResult(model, message.resultId, { load: message.load });
    case 'arranged':
      return withResult(model, message.resultId, { arrangement: message.arrangement });
    case 'init':
    case 'rows':
    case 'found':
    case 'values':
    case 'summary':
    case 'copySelection':
    case 'selectAll':
    case 'showCell':
      return model;
  }
}

/** The model after the person picked a tab. */
export function withChoice(model: PageModel, tab: string): PageModel {
  return { ...model, selected: tab, chosen: true };
}

/** The result in front, if it is one. */
export function selectedResult(model: PageModel): ResultView | undefined {
  return model.run?.results.find((result) => result.id === model.selected);
}

function withRun(model: PageModel, run: RunView | undefined): PageModel {
  const { restored } = model;
  if (run === undefined) return { ...emptyModel, ...(restored && { restored }) };
  if (restored?.runId === run.id) {
    const back: PageModel = { selected: restored.tab, chosen: true };
    return { ...back, run, selected: tabFor(back, run) };
  }
  const chosen = model.chosen && model.run?.id === run.id;
  return { run, chosen, selected: tabFor({ ...model, chosen }, run) };
}

/**
 * The tab in front after the run changed. What the person picked stays as long as it exists; else an error leads to the
 * messages, fresh rows to the first result, and an old result stays (marked as such) until something newer is there.
 */
function tabFor(model: PageModel, run: RunView): string {
  const exists = model.selected === messagesTab || run.results.some((result) => result.id === model.selected);
  if (model.chosen && exists) return model.selected;
  if (run.state === 'failed') return messagesTab;
  const selected = run.results.find((result) => result.id === model.selected);
  if (selected?.stale === false) return selected.id;
  const fresh = run.results.find((result) => !result.stale);
  if (fresh !== undefined) return fresh.id;
  return selected !== undefined && run.state !== 'finished' ? selected.id : messagesTab;
}

function withStatement(run: RunView, statement: StatementView): RunView {
  const known = run.statements.some((other) => other.index === statement.index);
  const statements = known
    ? run.statements.map((other) => (other.index === statement.index ? statement : other))
    : [...run.statements, statement];
  return { ...run, statements, results: run.results.map((result) => withDuration(result, statement)) };
}

/** The server's own duration comes after the rows. */
function withDuration(result: ResultView, { index, durationMs }: StatementView): ResultView {
  return result.stale || result.statement !== index || durationMs === undefined ? result : { ...result, durationMs };
}

function withResult(
  model: PageModel,
  resultId: string,
  change: Partial<Pick<ResultView, 'load' | 'arrangement'>>,
): PageModel {
  const run = model.run;
  if (run?.results.some((result) => result.id === resultId) !== true) return model;
  const results = run.results.map((result) => (result.id === resultId ? { ...result, ...change } : result));
  return { ...model, run: { ...run, results } };
}
