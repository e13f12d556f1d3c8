/** What Slack's error codes mean to people: what will never work and how to mend it, or that it is to be tried again. */
import { webApi } from "@slack/bolt";
import { Undeliverable } from "../../domain/undeliverable.ts";

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

/**
 * The codes after which trying again is of no use, each with what mends it. Sources: the error tables of
 * https://docs.slack.dev/reference/methods/chat.postMessage and chat.update.
 */
const MENDING: Record<string, string> = {
  channel_not_found: "there is no such channel, or it is private and the bot is not in it: invite the bot there",
  not_in_channel: "the bot is not in the channel: invite it there with /invite",
  is_archived: "the channel is archived: bring it back, or name another one",
  restricted_action: "the workspace lets only some people post there: let the bot post, or name another channel",
  restricted_action_read_only_channel: "the channel is read-only: let the bot post, or name another channel",
  restricted_action_thread_only_channel: "the channel takes only replies: name another one",
  user_not_found: "there is no such person in this workspace: correct their identity",
  user_not_visible: "the bot may not see this person: they must open the bot's messages once",
  user_disabled: "their account is deactivated",
  cannot_dm_bot: "that is a bot, and bots read no messages: correct the identity",
  messages_tab_disabled: "the app's messages tab is off: switch it on under App Home",
  message_not_found: "the message was deleted",
  cant_update_message: "the message belongs to somebody else",
  edit_window_closed: "the workspace forbids edits of messages that old: allow them to the bot",
  missing_scope: "the app lacks a scope: install it again with the current manifest",
  not_allowed_token_type: "SLACK_BOT_TOKEN is not a bot token: it begins with xoxb-",
  invalid_auth: "the token is not valid: put the app's bot token in SLACK_BOT_TOKEN",
  not_authed: "there is no token: put the app's bot token in SLACK_BOT_TOKEN",
  account_inactive: "the app was removed from the workspace: install it again",
  token_revoked: "the token was revoked: install the app again",
  token_expired: "the token has expired: install the app again",
  org_login_required: "the workspace is moving to another organisation: try again when it is done",
  team_access_not_granted: "the organisation has not let the app into this workspace: approve it there",
  ekm_access_denied: "the workspace's administrators have suspended posting",
  msg_too_long: "the message is too long",
};

/** The codes that say that Slack does not understand our blocks. */
const BAD_BLOCKS = new Set(["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments"]);

/** The platform's code for what went wrong; undefined when Slack did not answer. */
function codeOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** For how many milliseconds Slack wants to be left alone; undefined when it said nothing of it. */
export function restOf(error: unknown): number | undefined {
  return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined;
}

export function isAboutBlocks(error: unknown): boolean {
  return BAD_BLOCKS.has(codeOf(error) ?? "");
}

/**
 * Undeliverable for what will never work; for everything else an error that names the activity, to be tried again: after
 * `waitMs` where Slack said how long it wants to be left alone.
 */
export function translated(activity: string, error: unknown): Error {
  const code = codeOf(error) ?? "";
  const mending = mendingOf(code, error);
  if (mending) return new Undeliverable(`${activity}: ${mending} (${code})`, { cause: error });
  const waitMs = restOf(error);
  return Object.assign(new Error(activity, { cause: error }), waitMs === undefined ? {} : { waitMs });
}

/** Undefined where trying again may help. Slack names the scope that it misses. */
function mendingOf(code: string, error: unknown): string | undefined {
  const needed = error instanceof WebAPIPlatformError && "needed" in error.data ? error.data.needed : undefined;
  if (typeof needed === "string")
    return `the app lacks the scope ${needed}: install it again with the current manifest`;
  return Object.hasOwn(MENDING, code) ? MENDING[code] : undefined;
}

/** Did Slack not answer at all, or with a failure of its own servers? */
export function isAway(error: unknown): boolean {
  return error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError;
}
