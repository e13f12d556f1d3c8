/** Those who use something, by name. */

const MOST_NAMES = 3;

/** The first few, then how many more there are; a dash for nobody. */
export function usersText(users: readonly string[]): string {
  const named = users.slice(0, MOST_NAMES).join(", ") || "–";
  return users.length > MOST_NAMES ? `${named} and ${users.length - MOST_NAMES} more` : named;
}
