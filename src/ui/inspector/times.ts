/** The hour of a moment of today, and the whole of another; ms since 1970. */
export function timeOf(at: number): string {
  const then = new Date(at);
  return then.toDateString() === new Date().toDateString()
    ? then.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : then.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}
