/** The most memory this process has held since a moment, as Linux counts it. Programs it starts are not in it. */
import fs from 'node:fs';

/** @typedef {{ readonly reset: () => void, readonly read: () => number | null }} PeakMemory bytes; null where the system does not tell */

/** @type {PeakMemory} */
export const peakMemory = {
  reset: () => {
    try {
      // "5" resets the high-water mark. Source: proc_pid_clear_refs(5).
      fs.writeFileSync('/proc/self/clear_refs', '5');
    } catch {
      // Another system, or one that does not allow it: then nothing is read either.
    }
  },
  read: () => {
    try {
      const kibibytes = /^VmHWM:\s*(\d+) kB$/mu.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1];
      return kibibytes === undefined ? null : Number(kibibytes) * 1_024;
    } catch {
      return null;
    }
  },
};
