import { findProgram } from '../common/paths';
import { startChild } from '../common/children';

/** Whether windows can be shown here. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

/** Opens an address in the person's own browser, where there is one; false when there is none. */
export async function openInBrowser(address: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  const [opener, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler']
      : [findProgram(process.platform === 'darwin' ? ['open'] : ['xdg-open'])];
  if (opener === undefined) return false;
  const { code } = await startChild(opener, [...args, address], { stdio: 'ignore' }).ended;
  return code === 0;
}
