/** Who somebody is: an identity on a platform, and the person our directory knows behind it. */

/** The only thing by which a person is known; never an e-mail address or a display name. */
export interface Identity {
  platform: string;
  tenant: string;
  user: string;
}

/** A role held by a person: everywhere in the datacenter (`businessUnit` null) or in one business unit. */
export interface Grant {
  role: Role;
  businessUnit: string | null;
}

export type Role = "user" | "operator" | "bu-admin" | "datacenter-admin";

/** A person with the rights they hold at this moment. */
export interface Actor extends Holder {
  identity: Identity;
  /** For whom they decide while these are away. */
  standsInFor: Holder[];
}

/** Somebody who holds rights. */
export interface Holder {
  person: string;
  name: string;
  grants: Grant[];
}

/** `platform/tenant/user`, as the audit log and the logs say it. */
export function identityText({ platform, tenant, user }: Identity): string {
  return `${platform}/${tenant}/${user}`;
}
