/** Problems of a plan in a sentence each. English; the window may have its own words. */
import type { PlanProblem } from './plan-types.ts';

export function explainProblem(problem: PlanProblem): string {
  switch (problem.kind) {
    case 'missing':
      return `${problem.name} does not exist on the mod portal${neededBy(problem.neededBy)}.`;
    case 'no-release': {
      const others = problem.lines.length === 0 ? '' : `; it has releases for ${problem.lines.join(', ')}`;
      return `${problem.name} has no release for Factorio ${problem.game}${others}${neededBy(problem.neededBy)}.`;
    }
    case 'unfit':
      return `${problem.name} ${problem.version} is for ${problem.needs}; this game is ${problem.game}.`;
    case 'no-version': {
      const limits = problem.limits.map(({ by, versions }) =>
        by === '' ? `asked for: ${versions}` : `${by} needs ${versions}`,
      );
      const offered = problem.offered.length === 0 ? '' : ` There is ${problem.offered.slice(0, 5).join(', ')}.`;
      return `No version of ${problem.name} suits all: ${limits.join(', ')}.${offered}`;
    }
    case 'needs-expansion':
      return `${problem.name} needs ${problem.part} of the expansion Space Age, which is not in this game.`;
    case 'incompatible':
      return `${problem.name} does not go with ${problem.with}, says ${problem.saidBy}.`;
    case 'cyclic':
      return `These mods each wait for the next to load first: ${problem.names.join(', ')}.`;
    default:
      return problem satisfies never;
  }
}

const neededBy = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` (needed by ${names.slice(0, 5).join(', ')})`;
