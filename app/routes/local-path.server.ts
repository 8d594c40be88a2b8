/** A path of this site and nothing else, so that nobody is led away by a forged address; `/` for anything else. */
export function localPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/';
}
