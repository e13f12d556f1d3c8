/** What Slack's events say, read once: who spoke, where, and what was attached. */
import { z } from "zod";
import type { Identity } from "../../domain/actor.ts";

const attachedSchema = z.object({
  name: z.string(),
  size: z.number().optional(),
  url_private: z.string().optional(),
  url_private_download: z.string().optional(),
});

export type Attached = z.output<typeof attachedSchema>;

const messageSchema = z.object({
  user: z.string(),
  text: z.string().default(""),
  channel: z.string(),
  channel_type: z.string().optional(),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  user_team: z.string().optional(),
  source_team: z.string().optional(),
  team: z.string().optional(),
  files: z.array(attachedSchema).default([]),
});

export type SlackMessage = z.output<typeof messageSchema>;

/** A message that a person wrote; undefined for edits, joins, and what programs say. */
export function readMessage(event: unknown): SlackMessage | undefined {
  const { data } = messageSchema.safeParse(event);
  const isSaid = data && !data.bot_id && (data.subtype === undefined || data.subtype === "file_share");
  return isSaid ? data : undefined;
}

/**
 * Who wrote it. In channels shared between workspaces the event's team is the channel's; the person's own is named
 * beside it (https://docs.slack.dev/apis/slack-connect).
 */
export function writerOf({ user, user_team, source_team, team }: SlackMessage, workspace: string): Identity {
  return { platform: "slack", tenant: user_team ?? source_team ?? team ?? workspace, user };
}

interface Presser {
  user: { id: string; team_id?: string; name?: string };
  team: { id: string } | null;
}

/** What Slack calls who pressed a button or sent a form. */
export function calledIn({ user }: Presser): { called?: string } {
  return user.name ? { called: user.name } : {};
}

/** Who pressed a button or sent a form: the user's own workspace, not the one that the button was pressed in. */
export function presserOf({ user, team }: Presser): Identity {
  return { platform: "slack", tenant: user.team_id ?? team?.id ?? "", user: user.id };
}
