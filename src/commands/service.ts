/** What "a whole service" was asked of: a group's row, a space's, or what a person picks now. */
import * as vscode from "vscode";
import type { Spaces } from "../client/spaces.ts";
import type { Picture } from "../client/picture.ts";
import type { Thing } from "../views/outline.ts";
import type { Service } from "./attachAll.ts";

/** Absent when the person changed their mind. */
export async function serviceFor(spaces: Spaces, thing: Thing | undefined): Promise<Service | undefined> {
  if (thing?.is === "group") return { name: thing.group.name, spaces: thing.spaces };
  if (thing?.is === "space") return { name: thing.space.name, spaces: [thing.space] };
  const services = servicesOf(await spaces.current());
  const offers = services.map((service) => ({
    label: service.name,
    description: service.kind ?? "",
    detail: service.spaces.map(({ name }) => name).join(", "),
    service,
  }));
  const picked = await vscode.window.showQuickPick(offers, { title: vscode.l10n.t("Attach to which service?") });
  return picked?.service;
}

/** Groups first, then every space but the whole machine. */
export function servicesOf(picture: Picture): readonly (Service & { readonly kind?: string })[] {
  const all = [...picture.spaces.values()].filter(({ id }) => id !== "host");
  const groups = new Map<string, Service & { readonly kind: string }>();
  for (const space of all) {
    if (!space.group) continue;
    const { kind, name } = space.group;
    const spaces = [...(groups.get(`${kind} ${name}`)?.spaces ?? []), space];
    groups.set(`${kind} ${name}`, { name, kind, spaces });
  }
  return [...groups.values(), ...all.map((space) => ({ name: space.name, spaces: [space] }))];
}
