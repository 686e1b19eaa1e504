import type { ResultsPageMessage } from '../../webview/protocol';
import type { ResultsStore } from './resultsStore';

/** What the page asks for of one result, which answers through the store's messages. */
export type ResultRequest = Extract<
  ResultsPageMessage,
  {
    type:
      | 'want'
      | 'stopLoading'
      | 'loadAll'
      | 'arrange'
      | 'stopArranging'
      | 'find'
      | 'stopFinding'
      | 'listValues'
      | 'stopListing'
      | 'summarize';
  }
>;

export function takeRequest(store: ResultsStore, request: ResultRequest): void {
  const result = store.result(request.resultId);
  if (result === undefined) return;
  switch (request.type) {
    case 'want':
      result.want(request.blocks, request.version);
      break;
    case 'stopLoading':
      result.stop();
      break;
    case 'loadAll':
      void result.loadAll();
      break;
    case 'arrange':
      void result.arrange(request.arrangement);
      break;
    case 'stopArranging':
      result.stopArranging();
      break;
    case 'find':
      void result.search.find(request.search, request.from, request.step);
      break;
    case 'stopFinding':
      result.search.stop();
      break;
    case 'listValues':
      void result.values.list(request.column);
      break;
    case 'stopListing':
      result.values.stop();
      break;
    case 'summarize':
      void result.summary.summarize(request.range, request.version);
      break;
  }
}
