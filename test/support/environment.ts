/** What a program that a test starts finds in its environment. */

/** Ours, without the `BASE_URL` that vitest sets for itself and that means something else to the program. */
export function environment(): NodeJS.ProcessEnv {
  const { BASE_URL: _, ...ours } = process.env;
  return ours;
}
