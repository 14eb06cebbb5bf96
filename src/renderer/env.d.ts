/** What the build writes into the window. */
interface ImportMetaEnv {
  readonly LOADSTONE_BUILD?: 'development' | 'release';
}
