/** What `npm run check` holds: full strictness everywhere, and three rules of our own (beside this file). */
import tseslint from "typescript-eslint";
import { nakedPid } from "./nakedPid.mjs";
import { oneWayImports } from "./oneWayImports.mjs";
import { reasonedExcuse } from "./reasonedExcuse.mjs";

const pspace = {
  rules: { "naked-pid": nakedPid, "one-way-imports": oneWayImports, "reasoned-excuse": reasonedExcuse },
};

export default tseslint.config(
  { ignores: ["out/", "node_modules/", ".vscode-host/", ".debian13*/", ".nodes*/", "test/recordings/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: process.cwd() } },
    plugins: { pspace },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `string | Missing` is wider than it looks to the compiler, but tells the reader what is not text.
      "@typescript-eslint/no-redundant-type-constituents": "off",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      "max-lines": ["error", 300],
      "pspace/reasoned-excuse": "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { pspace },
    rules: {
      "pspace/one-way-imports": "error",
      "max-lines-per-function": ["error", { max: 40, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/engine/kernel/**", "src/model/pid.ts"],
    plugins: { pspace },
    rules: { "pspace/naked-pid": "error" },
  },
);
