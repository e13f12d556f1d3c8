/** Who somebody is: an identity on a platform, and the person our directory knows behind it. */
import type { Permission } from "./roles.ts";

/** The only thing by which a person is known; never an e-mail address or a display name. */
export interface Identity {
  platform: string;
  tenant: string;
  user: string;
}

/** In whose name time does something: a person without rights, whom no chat reaches. */
export const CALENDAR: Identity = { platform: "system", tenant: "", user: "calendar" };

/** Where something is, by ids, as far as it is that deep: nothing more than a datacenter, or a business unit … */
export interface Place {
  businessUnit: string | null;
  infrastructure: string | null;
  service: string | null;
}

/** A role held by a person in a place and everything within it, with what the role lets them do at this moment. */
export interface Grant extends Place {
  /** Its name: built in, or defined by an admin of the datacenter. */
  role: string;
  can: Permission[];
}

/** A person with the rights they hold at this moment. */
export interface Actor extends Holder {
  identity: Identity;
  /** For whom they decide while these are away. */
  standsInFor: Holder[];
}

/** Somebody who holds rights. */
export interface Holder extends Someone {
  grants: Grant[];
}

/** A person by their id, and the name that people know them by. */
export interface Someone {
  person: string;
  name: string;
}

/** `platform/tenant/user`, as the audit log and the logs say it. */
export function identityText({ platform, tenant, user }: Identity): string {
  return `${platform}/${tenant}/${user}`;
}

const LONGEST_NAME = 40;

/** A name that somebody gave themselves, as it may be shown: one short line, without what chats take for a mention. */
export function shownName(name: string): string {
  const plain = name.replaceAll(/[\p{C}<>@#*_~`|[\]]/gu, " ").replaceAll(/\s+/g, " ");
  return plain.trim().slice(0, LONGEST_NAME).trim();
}
