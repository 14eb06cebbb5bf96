/** The window in a plain browser, over the made-up world: `npx vite --config test/support/ui/vite.config.ts`. Never shipped. */
import '../install-fake-bridge.ts';

await import('../../../src/renderer/main.tsx');
