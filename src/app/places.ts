/** Places: where a person can be told something, where those who decide are asked, and which chat reaches a place. */
import type { RequestView } from "../cards/request-view.ts";
import type { Actor, Identity } from "../domain/actor.ts";
import type { ChatPort, Place } from "./chat.ts";
import type { Datacenters, Units } from "./datacenter-ports.ts";
import type { Directory } from "./people-ports.ts";

export interface PlaceRooms {
  chats: ChatPort[];
  directory: Directory;
  units: Units;
  datacenters: Datacenters;
}

/** Of all the person's identities, on every chat that is connected. */
export async function privatePlaces(
  { chats, directory }: Pick<PlaceRooms, "chats" | "directory">,
  person: string,
): Promise<Place[]> {
  return reachable(chats, await directory.identitiesOf(person));
}

/** The private places of these identities that a chat reaches. */
export function reachable(chats: ChatPort[], identities: Identity[]): Place[] {
  return identities
    .map(({ platform, tenant, user }) => ({ platform, tenant, conversation: `@${user}` }))
    .filter((place) => reaching(chats, place) !== undefined);
}

/** Where the policy says that the card is shown to those who decide, on every chat there is. */
export async function askedPlaces(rooms: PlaceRooms, { request }: RequestView): Promise<Place[]> {
  const askIn = placesIn(request);
  const { approvalsChannel } = await rooms.datacenters.settings();
  const unit = (await rooms.units.all()).find((one) => one.id === request.businessUnit);
  const channels = askIn.flatMap((where) => (where === "unit" ? (unit?.channel ?? []) : [approvalsChannel]));
  return rooms.chats.flatMap(({ platform, tenant }) =>
    [...new Set(channels)].map((conversation) => ({ platform, tenant, conversation })),
  );
}

/** Whoever is asked later, too, is asked where admins of the datacenter are. */
function placesIn({ ruling, standing }: RequestView["request"]): ("approvals" | "unit")[] {
  const channels = (ruling?.askIn ?? []).filter((where) => where !== "each");
  return [...channels, ...(standing.context.isEscalated ? (["approvals"] as const) : [])];
}

/** The business unit's own channel, on every chat there is. */
export async function unitPlaces({ chats, units }: PlaceRooms, unit: string | null): Promise<Place[]> {
  const channel = (await units.all()).find(({ id }) => id === unit)?.channel;
  return channel ? chats.map(({ platform, tenant }) => ({ platform, tenant, conversation: channel })) : [];
}

/** In a private place a card shows its reader's buttons; in a channel (null) it shows them all. */
export async function readerOf(directory: Directory, place: Place): Promise<Actor | null> {
  if (isChannel(place)) return null;
  const { platform, tenant, conversation } = place;
  return directory.find({ platform, tenant, user: conversation.slice(1) });
}

/** Is it the same place? */
export function isSame(one: Place, other: Place): boolean {
  return one.platform === other.platform && one.tenant === other.tenant && one.conversation === other.conversation;
}

export function isChannel({ conversation }: Place): boolean {
  return conversation.startsWith("#");
}

/** Throws when no chat reaches the place. */
export function chatOf(chats: ChatPort[], place: Place): ChatPort {
  const chat = reaching(chats, place);
  if (!chat) throw new Error(`posting to ${place.platform}, which is not connected`);
  return chat;
}

/** The chat of the place's tenant; guests of another tenant are reached through the one that they are guests of. */
function reaching(chats: ChatPort[], { platform, tenant }: Place): ChatPort | undefined {
  const ofPlatform = chats.filter((chat) => chat.platform === platform);
  return ofPlatform.find((chat) => chat.tenant === tenant) ?? ofPlatform[0];
}
