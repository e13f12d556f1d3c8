/** People: who is who, who holds which role, and which roles there are. */
import type { Actor, Identity } from "../domain/actor.ts";
import type { Where } from "../domain/permission.ts";
import type { Permission } from "../domain/roles.ts";

/** Who is who. */
export interface Directory {
  find(identity: Identity): Promise<Actor | null>;
  /** Known is who holds a role, or has a request of their own that is not over. */
  isKnown(actor: Actor): Promise<boolean>;
  /** The person behind an identity, entered under this name when nobody is known by it. Returns the person's id. */
  enter(identity: Identity, name: string): Promise<string>;
  /** Calls a person who was known by an id alone by this name; returns it as it is kept. */
  name(actor: Actor, name: string): Promise<string>;
  /** By what a person is known, on every platform. */
  identitiesOf(person: string): Promise<Identity[]>;
}

export interface Member {
  person: string;
  name: string;
  role: string;
  /** The infrastructure or service that the role is held in, `shop/web`; null: all of the business unit or datacenter. */
  on: string | null;
  identities: string[];
}

/** Who holds which role where. */
export interface Roles {
  /** Who holds roles in a business unit or a part of it; in the datacenter as a whole when null. */
  members(businessUnit: string | null): Promise<Member[]>;
  /**
   * Gives a role; false when it was held already. Throws a Refusal: `forbidden` when `by` may not give it there at
   * this moment, `not-found` when there is no such role (any more).
   */
  grant(person: string, role: string, where: Where, by: Actor): Promise<boolean>;
  /** Takes a role; false when it was not held. Throws `forbidden` as `grant` does, and `in-use` for the datacenter's last admin. */
  revoke(person: string, role: string, where: Where, by: Actor): Promise<boolean>;
}

/** A role that people can hold. */
export interface RoleRow {
  name: string;
  can: Permission[];
  isBuiltIn: boolean;
  /** How many people hold it somewhere. */
  holders: number;
}

/** The roles that there are. */
export interface RoleBook {
  /** The built-in ones first, then by name. */
  all(): Promise<RoleRow[]>;
  /**
   * Makes a role, or changes what it can, for all who hold it at once; what it could before, null for a new one.
   * Throws a Refusal: `duplicate` for a built-in one, `forbidden` when `by` would give what they do not have.
   */
  define(name: string, can: Permission[], by: Actor): Promise<Permission[] | null>;
  /** Throws a Refusal: `not-found`, `forbidden`, or `in-use` while it is built in, held by somebody, or asked by the policy. */
  remove(name: string, by: Actor): Promise<void>;
}
