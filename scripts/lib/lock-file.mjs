/** The packages that package-lock.json ought to name for systems other than this one. */

const platformName =
  /(?:^|[-/])(?<os>darwin|win32|android|freebsd|linux|openharmony)-(?<cpu>[a-z0-9]+)(?:-(?<abi>[a-z]+))?$/u;

/**
 * @param {any} lock package-lock.json
 * @returns {{ name: string, version: string, dev: boolean }[]} optional packages for one system without an entry
 */
export function missingEntries(lock) {
  const packages = lock.packages;
  return Object.entries(packages).flatMap(([key, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => platformName.test(name) && !hasEntry(packages, key, name))
      .map(([name, version]) => ({ name, version, dev: parent.dev === true })),
  );
}

/** Node's own search: the folder beside the parent, then every one above. @param {Record<string, unknown>} packages @param {string} key @param {string} name */
function hasEntry(packages, key, name) {
  for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/'))))
    if (`${at}/node_modules/${name}` in packages) return true;
  return `node_modules/${name}` in packages;
}

/** @param {any} lock package-lock.json; left as it is @returns {{ lock: any, added: string[] }} */
export function completeLock(lock) {
  const missing = missingEntries(lock).filter(({ version }) => /^\d/u.test(version));
  const entries = missing.map(({ name, version, dev }) => [`node_modules/${name}`, entryFor(name, version, dev)]);
  const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(entries) });
  packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { lock: { ...lock, packages: Object.fromEntries(packages) }, added: missing.map(({ name }) => name) };
}

/** No integrity: only the full registry knows it, and npm fills it in there. @param {string} name @param {string} version @param {boolean} dev */
function entryFor(name, version, dev) {
  const { os, cpu, abi } = platformName.exec(name)?.groups ?? {};
  const libc = os === 'linux' && abi !== undefined ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
  return { version, cpu: [cpu], ...(dev ? { dev: true } : {}), ...libc, optional: true, os: [os] };
}
