/** Problems of a plan in a sentence each. */
import { saying, type Saying } from '../../../shared/saying.ts';
import type { PlanProblem } from './plan-types.ts';

export function explainProblem(problem: PlanProblem): Saying {
  switch (problem.kind) {
    case 'missing':
      return saying('factorioMissing', { mod: problem.name });
    case 'no-release': {
      const { name: mod, game } = problem;
      const lines = problem.lines.join(', ');
      return lines === ''
        ? saying('factorioNoRelease', { mod, game })
        : saying('factorioReleasesFor', { mod, game, lines });
    }
    case 'unfit': {
      const { name: mod, version, needs, game } = problem;
      return saying('factorioUnfit', { mod, version, needs, game });
    }
    case 'no-version': {
      // In no language: ">= 2 (ember-lib), < 2 (gatekeeper)".
      const limits = problem.limits
        .map(({ by, versions }) => (by === '' ? versions : `${versions} (${by})`))
        .join(', ');
      const offered = problem.offered.slice(0, 5).join(', ');
      return offered === ''
        ? saying('factorioNoVersion', { mod: problem.name, limits })
        : saying('factorioVersionsThere', { mod: problem.name, limits, offered });
    }
    case 'needs-expansion':
      return saying('factorioNeedsExpansion', { mod: problem.name, part: problem.part });
    case 'incompatible':
      return saying('factorioIncompatible', { mod: problem.name, other: problem.with, by: problem.saidBy });
    case 'cyclic':
      return saying('factorioCyclic', { mods: problem.names.join(', ') });
    default:
      return problem satisfies never;
  }
}
