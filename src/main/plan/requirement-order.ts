/** In which order mods that need each other are installed. Pure. */

export interface Order {
  /** What is needed comes before what needs it, wherever no circle makes that impossible. The root is left out. */
  readonly order: readonly string[];
  /** Circles, each once, in the direction of the need. */
  readonly cycles: readonly (readonly string[])[];
}

/** `edges`: from the one that needs to the one that is needed. `all`: further keys, with or without edges. */
export function orderOf(root: string, edges: readonly (readonly [string, string])[], all: readonly string[]): Order {
  const needs = new Map<string, string[]>();
  for (const [from, to] of edges) needs.set(from, [...(needs.get(from) ?? []), to]);
  const done = new Set<string>();
  const order: string[] = [];
  const cycles: (readonly string[])[] = [];
  const told = new Set<string>();

  /** Depth first without recursion: chains may be long. */
  function walk(start: string): void {
    const path: { readonly key: string; next: number }[] = [{ key: start, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const needed = needs.get(top.key)?.[top.next];
      top.next += 1;
      if (needed === undefined) {
        path.pop();
        if (!done.has(top.key)) order.push(top.key);
        done.add(top.key);
        continue;
      }
      const at = path.findIndex(({ key }) => key === needed);
      if (at >= 0) tell(path.slice(at).map(({ key }) => key));
      else if (!done.has(needed)) path.push({ key: needed, next: 0 });
    }
  }

  function tell(cycle: readonly string[]): void {
    const name = cycle.toSorted().join('\n');
    if (!told.has(name)) cycles.push(cycle);
    told.add(name);
  }

  for (const key of [root, ...all]) if (!done.has(key)) walk(key);
  return { order: order.filter((key) => key !== root && all.includes(key)), cycles };
}
