/** What other extensions are promised: no function takes or gives a number without its space. Read by the compiler itself. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const promise = path.resolve("src/api/pspace.d.ts");

/** Whole numbers that are no process's. */
const innocent = ["version", "code", "signal"];

interface Declared {
  readonly checker: ts.TypeChecker;
  readonly source: ts.SourceFile;
}

function declared(text?: string, file = promise): Declared {
  const options: ts.CompilerOptions = {
    ...{ strict: true, lib: ["lib.es2015.d.ts"], types: [] },
    ...{ allowImportingTsExtensions: true, noEmit: true, module: ts.ModuleKind.ESNext },
  };
  const host = ts.createCompilerHost(options);
  host.getDefaultLibLocation = () => path.resolve("node_modules/typescript/lib"); // not beside this bundle
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...more) =>
    name === file && text !== undefined
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true)
      : read(name, ...more);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  assert.ok(source);
  assert.deepEqual(
    program.getSemanticDiagnostics(source).map(({ messageText }) => messageText),
    [],
  );
  return { checker: program.getTypeChecker(), source };
}

const partsOf = (type: ts.Type): readonly ts.Type[] =>
  type.isUnionOrIntersection() ? type.types.flatMap(partsOf) : [type];

const isBare = (type: ts.Type): boolean =>
  partsOf(type).some(
    ({ flags }) => (flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike | ts.TypeFlags.Any)) !== 0,
  );

/** Everything that is told or taken as a number and has no space beside it. */
function nakedIn({ checker, source }: Declared): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isParameter(node) && isBare(checker.getTypeAtLocation(node))) found.push(`parameter ${node.name.getText()}`);
    if (ts.isPropertySignature(node) && isBare(checker.getTypeAtLocation(node))) {
      const name = node.name.getText();
      const beside =
        ts.isInterfaceDeclaration(node.parent) || ts.isTypeLiteralNode(node.parent) ? node.parent.members : [];
      const hasSpace = beside.some((one) => one.name?.getText() === "space");
      if (!innocent.includes(name) && !(name === "nr" && hasSpace)) found.push(`property ${name}`);
    }
    if (ts.isFunctionTypeNode(node) || ts.isMethodSignature(node)) {
      const signature = checker.getSignatureFromDeclaration(node);
      const given = signature && checker.getReturnTypeOfSignature(signature);
      const inner = given && (checker.getTypeArguments(given as ts.TypeReference)[0] ?? given);
      if (inner && !(inner.flags & ts.TypeFlags.Unknown) && isBare(inner))
        found.push(`result of ${node.parent.getText().split(":")[0] ?? ""}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Every ending of a union of such, with its fields; `?` after one that may be absent. */
function endingsIn(name: string, of: string): Readonly<Record<string, readonly string[]>> {
  const { checker, source } = declared(undefined, path.resolve(of));
  const alias = source.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === name);
  assert.ok(alias);
  const endings = partsOf(checker.getTypeAtLocation(alias)).map((ending) => {
    const fields = ending.getProperties().map((field) => {
      const isOptional = (field.flags & ts.SymbolFlags.Optional) !== 0;
      return `${field.name}${isOptional ? "?" : ""}`;
    });
    const is = ending.getProperty("is");
    assert.ok(is);
    return [checker.typeToString(checker.getTypeOfSymbol(is)), fields.toSorted()] as const;
  });
  return Object.fromEntries(endings);
}

describe("the declarations for other extensions", function () {
  this.timeout(60_000);

  it("have no number without its space, neither taken nor given", () => {
    assert.deepEqual(nakedIn(declared()), []);
  });

  it("would be found out", () => {
    const text = `${readFileSync(promise, "utf8")}
      export interface Bad {
        readonly kill: (nr: number) => void;
        readonly hostNumber: (task: Task) => Promise<number>;
        readonly parent: number | undefined;
        readonly nr: number;
      }`;
    assert.deepEqual(nakedIn(declared(text)), [
      "parameter nr",
      "result of readonly hostNumber",
      "property parent",
      "property nr",
    ]);
  });

  it("import nothing, so that they can be copied", () => {
    assert.doesNotMatch(readFileSync(promise, "utf8"), /^(import|\/\/\/)/m);
  });

  it("know every ending of a lookup that the engine has, with the same fields", () => {
    const promised = endingsIn("Resolution", promise);
    assert.deepEqual(promised, endingsIn("WireResolution", "src/protocol/wire.ts"));
    assert.ok('"ambiguousTask"' in promised);
  });
});
