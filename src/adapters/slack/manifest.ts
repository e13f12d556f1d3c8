/** The app manifest: one slash command a family of commands, and exactly the scopes that the adapter uses. */
import type { Command } from "../../bot/command.ts";
import { PATH } from "./doors.ts";
import { LIMITS } from "./limits.ts";
import { clip } from "./text.ts";

/** Every scope with what needs it; `checkSlack` looks for the same. */
export const SCOPES = {
  "app_mentions:read": "hear people who mention the bot",
  "channels:read": "see which public channels the bot is in",
  "chat:write": "post and edit cards, and answer",
  commands: "the slash commands",
  "files:read": "read files that commands name",
  "files:write": "send lists as files",
  "groups:read": "see which private channels the bot is in",
  "im:history": "hear people who write to the bot",
} as const;

const EVENTS = ["app_home_opened", "app_mention", "message.im"];

const ABOUT = "Ask for virtual machines and capacity, and decide on requests";

/** Without `baseUrl` (`https://host`, no slash at its end) the app uses Socket Mode. */
export function slackManifest(commands: readonly Pick<Command, "words">[], baseUrl?: string): Record<string, unknown> {
  const address = baseUrl === undefined ? undefined : `${baseUrl}${PATH}`;
  const url = address ? { url: address } : {};
  const requests = address ? { request_url: address } : {};
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: { name: "Quartermaster", description: ABOUT },
    features: {
      bot_user: { display_name: "Quartermaster", always_online: true },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: slashCommands(commands).map((one) => ({ ...one, ...url, should_escape: true })),
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: { ...requests, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: address === undefined,
      token_rotation_enabled: false,
    },
  };
}

interface SlashCommand {
  command: string;
  description: string;
  usage_hint: string;
}

/** `/vm`, `/infra` …: the first words of commands that have more than one; and `/qm`, which takes any. */
function slashCommands(commands: readonly Pick<Command, "words">[]): SlashCommand[] {
  const families = Map.groupBy(
    commands.filter(({ words }) => words.includes(" ")),
    ({ words }) => firstOf(words),
  );
  const own = [...families].map(([family, members]) => {
    const rests = members.map(({ words }) => words.slice(family.length + 1));
    return slashCommand(family, `Quartermaster: ${family} commands`, rests.join(" | "));
  });
  return [...own, slashCommand("qm", "Any command of Quartermaster", "help | vm list | request list | …")];
}

/** The first words of all commands. */
export function familiesOf(commands: readonly Pick<Command, "words">[]): Set<string> {
  return new Set(commands.map(({ words }) => firstOf(words)));
}

function slashCommand(word: string, description: string, hint: string): SlashCommand {
  const command = `/${word}`.slice(0, LIMITS.commandName);
  return {
    command,
    description: clip(description, LIMITS.commandDescription),
    usage_hint: clip(hint, LIMITS.usageHint),
  };
}

function firstOf(words: string): string {
  return words.split(" ")[0] ?? words;
}
