/** Answers and refusals in the words of mod.io. */

export interface ApiRequest {
  readonly method: string;
  /** After `/v1`, without slashes at its ends. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface ApiAnswer {
  readonly status: number;
  /** null: no body at all. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const good = (body: unknown, status = 200): ApiAnswer => ({ status, body });
export const nothing: ApiAnswer = { status: 204, body: null };

export const message = (text: string, status = 200): ApiAnswer => ({ status, body: { code: status, message: text } });

export function refusal(
  status: number,
  ref: number,
  text: string,
  errors?: Readonly<Record<string, string>>,
): ApiAnswer {
  const error = { code: status, error_ref: ref, message: text, ...(errors === undefined ? {} : { errors }) };
  return { status, body: { error } };
}

export const notFound = (what: string): ApiAnswer => refusal(404, 14_000, `The requested ${what} could not be found.`);
