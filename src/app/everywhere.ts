/** The same work in one place after the other: a place that fails keeps none of the others waiting. */

/** Does it everywhere, in this order; throws the first failure when all is done. */
export async function everywhere<T>(places: T[], work: (place: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const place of places) await work(place).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
