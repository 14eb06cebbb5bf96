/** Messages between main and the catalogue's thread. */
import type { ErrorData } from '../../shared/errors.ts';
import type { CatalogueVerb } from './catalogue.ts';

export interface CatalogueSettings {
  readonly file: string;
}

export interface CatalogueRequest {
  readonly id: number;
  readonly verb: CatalogueVerb;
  readonly request: unknown;
}

export type CatalogueMessage =
  | { readonly kind: 'done'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly error: ErrorData };
