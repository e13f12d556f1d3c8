/** What Teams sends: the one place where an activity is read. */
import { z } from "zod";

const ACCOUNT = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  tenantId: z.string().nullish(),
});

const NAMED = z.object({ id: z.string().nullish(), name: z.string().nullish() });

const MENTION = z.object({ type: z.literal("mention"), text: z.string().nullish(), mentioned: ACCOUNT });

const ATTACHMENT = z.object({
  contentType: z.string().nullish(),
  name: z.string().nullish(),
  content: z.unknown().optional(),
});

const ACTIVITY = z.object({
  type: z.string(),
  id: z.string().nullish(),
  name: z.string().nullish(),
  action: z.string().nullish(),
  channelId: z.string(),
  serviceUrl: z.string(),
  from: ACCOUNT,
  recipient: ACCOUNT,
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: z.string().nullish(),
  entities: z.array(z.unknown()).nullish(),
  attachments: z.array(ATTACHMENT).nullish(),
  channelData: z
    .object({
      tenant: NAMED.nullish(),
      team: NAMED.nullish(),
      channel: NAMED.nullish(),
      eventType: z.string().nullish(),
    })
    .nullish(),
});

/** One thing that happened: a message, a press, an installation. */
export type Activity = z.output<typeof ACTIVITY>;

/** Somebody or something that a message mentions, with the text that stands for it. */
export type Mention = z.output<typeof MENTION>;

/** Undefined for what is no activity. */
export function readActivity(body: unknown): Activity | undefined {
  return ACTIVITY.safeParse(body).data;
}

export function mentionsIn({ entities }: Activity): Mention[] {
  return (entities ?? []).flatMap((entity) => MENTION.safeParse(entity).data ?? []);
}

/** In a channel or a group others read along. */
export function isPersonal({ conversation }: Activity): boolean {
  return conversation.conversationType === "personal";
}

/** The channel that it happened in, without the thread; undefined elsewhere. */
export function channelOf({
  channelData,
}: Activity): { id: string; team: string; teamName: string | null } | undefined {
  const [id, team] = [channelData?.channel?.id, channelData?.team?.id];
  if (!team) return undefined;
  return { id: id ?? team, team, teamName: channelData?.team?.name ?? null };
}
