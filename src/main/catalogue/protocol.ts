/** Messages between main and the catalogue's thread. */
import type { CatalogueVerb } from './catalogue.ts';

export interface CatalogueSettings {
  readonly file: string;
}

export interface CatalogueRequest {
  readonly id: number;
  readonly verb: CatalogueVerb;
  readonly request: unknown;
}
