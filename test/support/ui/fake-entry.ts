/** The made-up world under the window's own policy. */
import './zod-jitless.ts';
import { installFakeBridge } from '../fake-bridge.ts';

installFakeBridge();
