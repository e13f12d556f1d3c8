/** What is wrong between us and Teams, in sentences that say how to mend it. */
import { type Addresses, keyOf } from "./addresses.ts";
import { tokenOf } from "./credentials.ts";
import type { TeamsOptions } from "./options.ts";

/** `channels` are those that cards go to, `#name`. Empty: nothing is wrong. */
export async function checkTeams(
  options: TeamsOptions,
  addresses: Addresses,
  channels: readonly string[],
): Promise<string[]> {
  const [credentials, ...places] = await Promise.all([
    checkCredentials(options),
    ...channels.map((channel) => checkChannel(addresses, channel)),
  ]);
  return [...(credentials ?? []), ...places.flat()];
}

async function checkCredentials(options: TeamsOptions): Promise<string[]> {
  return tokenOf(options)().then(
    () => [],
    (error: unknown) => [
      `Teams: Microsoft gives this app no token (${error instanceof Error ? error.message : String(error)}): check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID`,
    ],
  );
}

async function checkChannel(addresses: Addresses, channel: string): Promise<string[]> {
  if (await addresses.find(channel)) return [];
  return [`Teams: the bot never saw ${keyOf(channel)}: add the app to the team that has this channel`];
}
