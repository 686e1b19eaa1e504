/**
 * What a tree's command does with the node that the editor hands over. A list that is read again in the very moment of a click has the
 * node no more, and the editor then hands over nothing: `gone` says so, instead of a failure.
 */
export function onNode<T>(run: (node: T) => unknown, gone: () => unknown): (node: T | undefined) => unknown {
  return (node) => (node === undefined ? gone() : run(node));
}
