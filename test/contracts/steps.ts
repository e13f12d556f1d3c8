/** What people do in every chat, step by step, until everybody sees what came of it. */
import { expect } from "vitest";
import type { Driver } from "./driver.ts";

/** ana becomes the admin of a business unit of her own. */
export async function foundUnit(chat: Driver): Promise<void> {
  await chat.says("ana", 'bu register design --cost-center CC-77 --reason "posters"');
  const request = await idIn(chat, "@ana", "asks for", "design");
  await chat.presses("dana", "Approve", request);
  await chat.sees("#approvals", request, "business unit design is founded");
}

export async function grantInfrastructure(chat: Driver): Promise<void> {
  const service = "--environment test --memory 16GB --storage 500GB --template small --network test-net";
  await chat.says("ana", 'infra new studio --bu design --memory 16GB --storage 500GB --reason "rendering"');
  await chat.sees("@ana", "draft of infrastructure studio");
  await chat.says("ana", `infra service studio/render ${service}`);
  await chat.sees("@ana", "studio/render");
  await chat.says("ana", "infra role studio/render/node --template small --max 3");
  await chat.sees("@ana", "Complete: submit it with infra submit studio");
  await chat.says("ana", "infra submit studio");
  const request = await idIn(chat, "@ana", "asks for", "studio");
  await chat.presses("dana", "Approve", request);
  await chat.sees("#approvals", request, "waits to be provisioned");
  await chat.presses("dana", "Provision", request);
  await chat.sees("#approvals", request, "studio is provisioned");
}

/** lou is the admin of the business unit from now on, and ana a user, whose machines are asked for. */
export async function makeUser(chat: Driver, terminal: Driver): Promise<void> {
  await chat.says("ana", `bu grant ${chat.mention("lou")} bu-admin --bu design`);
  await chat.sees("@ana", "lou is bu-admin of design now");
  await terminal.says("lou", "bu grant ana user --bu design");
  await terminal.sees("@lou", "ana is user of design now");
  await terminal.says("lou", "bu revoke ana bu-admin --bu design");
  await terminal.sees("@lou", "ana is not bu-admin of design any more");
}

export async function createMachine(chat: Driver, machine: string, role: string): Promise<void> {
  const request = await askFor(chat, machine, role);
  await chat.presses("dana", "Approve", request);
  await chat.sees("#approvals", request, `${machine} is running`);
  await chat.sees("@ana", request, `${machine} is running`);
}

/** ana asks for a machine; the request's id, once its card is shown to those who decide. */
export async function askFor(chat: Driver, machine: string, role = "shop/web/front"): Promise<string> {
  await chat.says("ana", `vm create ${machine} --role ${role} --template small`);
  const request = await idIn(chat, "@ana", `asks for ${machine}`);
  await chat.sees("#approvals", request, "Awaiting approval");
  return request;
}

export async function actOn(chat: Driver, action: string, machine: string, becomes: string): Promise<void> {
  await chat.says("ana", `vm ${action} ${machine}`);
  const request = await idIn(chat, "@ana", "is at work", `${action} ${machine}`);
  await chat.sees("@ana", request, `${machine} is ${becomes}`);
}

export async function deleteMachine(chat: Driver, machine: string): Promise<void> {
  await chat.says("ana", `vm delete ${machine} --confirm ${machine}`);
  const request = await idIn(chat, "@ana", "asks for", `delete ${machine}`);
  await chat.presses("lou", "Approve", request);
  await chat.sees("@ana", request, `${machine} is deleted`);
}

export async function idIn(chat: Driver, place: string, ...texts: string[]): Promise<string> {
  const said = await chat.sees(place, ...texts);
  return /REQ-\d+/.exec(said)?.[0] ?? expect.fail(`no request in ${said}`);
}

/** Whose yes a card shows. */
export function approverIn(card: string): string {
  return /Approved by.{1,20}?(dana|dee),/s.exec(card)?.[1] ?? expect.fail(`nobody approved in ${card}`);
}
