/** Foreign JSON, read without trust: what is not as expected is left out, nothing throws. */

/** The value behind a text; undefined for nonsense. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member of an object; undefined where the value is no object or has no such member of its own. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that can be shown: not empty, of one line, of a sane length. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === "string" && value.length <= 512 && value !== "" && !/[\u0000-\u001f\u007f]/.test(value)
    ? value
    : undefined;
}
