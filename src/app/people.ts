/** People as they are named in commands: found by what their platform calls them, entered when they get their first role. */
import type { Actor, Someone } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import type { App } from "./app.ts";
import type { Directory, Roles } from "./people-ports.ts";

type Rooms = Pick<App, "directory" | "identityOf">;

interface Person {
  id: string;
  name: string;
}

/** The person who is meant; a Refusal `not-found` when nobody is known by that. */
export async function personNamed({ directory, identityOf }: Rooms, text: string, actor: Actor): Promise<Person> {
  const found = await directory.find(identityOf(text, actor.identity));
  if (found) return { id: found.person, name: found.name };
  throw new Refusal("not-found", `I know nobody by the name ${text}`, "see who there is: bu members");
}

/** The person who is to decide in somebody's place; a Refusal `not-found` when nobody is known by that. */
export async function delegateNamed({ directory, identityOf }: Rooms, text: string, actor: Actor): Promise<Someone> {
  const found = await directory.find(identityOf(text, actor.identity));
  if (found && (await directory.isKnown(found))) return { person: found.person, name: found.name };
  throw new Refusal("not-found", `I know nobody by the name ${text}`, "make them known first: bu grant PERSON user");
}

/** The person who is meant, entered when nobody is known by that. Refuses `forbidden` when it is the actor. */
export async function personForRole({ directory, identityOf }: Rooms, text: string, actor: Actor): Promise<Person> {
  const identity = identityOf(text, actor.identity);
  const found = await directory.find(identity);
  if (found?.person === actor.person) {
    throw new Refusal("forbidden", "nobody raises their own rights", "ask another admin");
  }
  const name = found?.name ?? identity.user;
  return { id: found?.person ?? (await directory.enter(identity, name)), name };
}

/** The admins of a whole business unit, each once, by their ids. */
export async function unitAdmins(roles: Pick<Roles, "members">, unit: string): Promise<string[]> {
  const members = await roles.members(unit);
  const admins = members.filter(({ role, on }) => role === "bu-admin" && on === null);
  return [...new Set(admins.map(({ person }) => person))];
}

/** Somebody with the rights that they hold now; null for who is known to no chat. */
export async function actorOf(directory: Directory, person: string): Promise<Actor | null> {
  const [identity] = await directory.identitiesOf(person);
  return identity ? directory.find(identity) : null;
}
