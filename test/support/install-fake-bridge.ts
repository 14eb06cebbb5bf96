/** Loaded before the window's own code in a plain browser; see fake-bridge.ts. */
import { installFakeBridge } from './fake-bridge.ts';

installFakeBridge();
