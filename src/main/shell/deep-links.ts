/**
 * Links that websites hand to the app: in the arguments of the first start, in those of a second one, or as an event
 * on macOS, which may come before anything is ready. They are passed on and never acted upon here.
 */

/** Longer texts are no links of ours: any page can fire megabytes. */
export const maxLinkLength = 2_048;
const maxWaiting = 8;
const maxPerWindow = 10;
const windowMs = 10_000;

export interface LinkReceiver {
  /** The one argument that is a link of ours, or null. */
  readonly findLink: (argv: readonly string[]) => string | null;
  /** Shows the link and asks. */
  readonly onLink: (link: string) => void;
}

export interface DeepLinks {
  /** Arguments of a start, in whatever order the system left them. */
  readonly fromArguments: (argv: readonly string[]) => void;
  readonly fromUrl: (url: string) => void;
  /** Hands over what waited, and everything from now on. */
  readonly deliverTo: (receiver: LinkReceiver) => void;
}

export function createDeepLinks(now: () => number): DeepLinks {
  let receiver: LinkReceiver | null = null;
  let waiting: readonly (readonly string[])[] = [];
  let recent: readonly number[] = [];

  function deliver(to: LinkReceiver, argv: readonly string[]): void {
    const link = to.findLink(argv);
    if (link === null) return;
    const time = now();
    recent = recent.filter((earlier) => Math.abs(time - earlier) < windowMs);
    if (recent.length >= maxPerWindow) return;
    recent = [...recent, time];
    to.onLink(link);
  }

  function take(argv: readonly string[]): void {
    const short = argv.filter((one) => one.length <= maxLinkLength);
    if (receiver !== null) deliver(receiver, short);
    else if (waiting.length < maxWaiting) waiting = [...waiting, short];
  }

  return {
    fromArguments: take,
    fromUrl: (url) => take([url]),
    deliverTo: (next) => {
      receiver = next;
      const all = waiting;
      waiting = [];
      for (const argv of all) deliver(next, argv);
    },
  };
}
