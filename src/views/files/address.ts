/** Addresses of files below a task's root: the path is the task's own, the query says whose. Pure. */
import type { Picture } from "../../client/picture.ts";
import type { WireTask } from "../../protocol/wire.ts";

export const filesScheme = "pspace-files";

/** Whose files: the tuple for the engine to find the task by, and its identity, so that nobody else's are shown. */
export interface Owner {
  readonly tuple: string;
  readonly task: string;
}

/** By the space's id, which stays as it is when a container gets its name. */
export function ownerQuery(picture: Picture, task: WireTask): string {
  const tuple = `${task.member}:${picture.ownNumber(task).toString()}`;
  return new URLSearchParams({ tuple, task: task.id }).toString();
}

/** Absent where the query is none of ours. */
export function ownerOf(query: string): Owner | undefined {
  const words = new URLSearchParams(query);
  const [tuple, task] = [words.get("tuple"), words.get("task")];
  return tuple === null || task === null ? undefined : { tuple, task };
}

/** The folder around a path; of the root the root. */
export function folderAround(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** A name in a folder. */
export function within(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}
