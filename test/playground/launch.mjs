/** The playground's launch.json: one configuration for each way in. Numbers are those that the tasks have just now. */

/**
 * `worker`, `guest`, `nightly` and `docker` are tuples; those that this machine has no task for are absent, and so is
 * their configuration.
 */
export function launchFor({ worker, guest, nightly, docker }) {
  const pspace = (name, rest) => ({ name, type: "pspace", request: "attach", ...rest });
  const node = (name, rest) => ({ name, type: "node", request: "attach", ...rest });
  const configurations = [
    pspace("The worker of web, by its tuple", { task: worker }),
    pspace("The worker of web, by what it is", { space: "web", match: "worker.js" }),
    pspace("Pick a task", { task: "${command:pspace.pickTask}" }),
    node("Node's own type, by a tuple", { processId: worker }),
    node("Node's own type, pick a task", { processId: "${command:pspace.pickTask}" }),
    pspace("The next worker of web, before its first line", { space: "web", match: "worker.js", waitFor: true }),
    ...(nightly ? [pspace("The nightly job, two spaces deep", { task: nightly })] : []),
    ...(guest ? [pspace("The worker of an ordinary user's guest", { task: guest })] : []),
    ...(docker ? [pspace("The worker in the Docker container", { task: docker })] : []),
  ];
  return { version: "0.2.0", configurations };
}
