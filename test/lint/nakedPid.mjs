/**
 * Lint rule: no naked PID. Something named like a process number must be a `Pid`, which carries its space; Node's
 * own process numbers and texts below /proc are for the kernel folder. A boundary line is excused by a comment
 * with its reason (see `reasonedExcuse.mjs`), never a whole file.
 */
import { ESLintUtils } from "@typescript-eslint/utils";
import ts from "typescript";

const pidName = /^(p?pid|tid|tgid|processId)s?$|(Pid|Tid|Tgid|ProcessId)s?$/;
const { Any, Unknown, Number, NumberLiteral, String, BigInt } = ts.TypeFlags;
const naked = Any | Unknown | Number | NumberLiteral | String | BigInt;

export const nakedPid = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      declared: "`{{name}}` is named like a process number but is {{type}}: make it a Pid, or call the integer `nr`.",
      node: "`process.{{name}}` is a process number without its space.",
      cast: "`as Pid` makes a Pid by accident: `pidIn` is its only maker.",
      proc: "Texts below /proc are for src/engine/kernel alone.",
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();

    const isNaked = (type) => {
      if (type.isUnion()) return type.types.some(isNaked);
      if (checker.isArrayType(type) || checker.isTupleType(type)) return checker.getTypeArguments(type).some(isNaked);
      return (type.flags & naked) !== 0;
    };
    const judge = (node, name) => {
      if (name === undefined || !pidName.test(name)) return;
      const type = services.getTypeAtLocation(node);
      if (!isNaked(type)) return;
      context.report({ node, messageId: "declared", data: { name, type: checker.typeToString(type) } });
    };
    /** The names that a pattern declares: of a variable, a parameter, or a destructuring of either. */
    const judgePattern = (pattern) => {
      switch (pattern?.type) {
        case "Identifier":
          return judge(pattern, pattern.name);
        case "AssignmentPattern":
          return judgePattern(pattern.left);
        case "RestElement":
          return judgePattern(pattern.argument);
        case "ArrayPattern":
          return pattern.elements.forEach(judgePattern);
        case "ObjectPattern":
          return pattern.properties.forEach((part) => judgePattern(part.type === "Property" ? part.value : part));
        case "TSParameterProperty":
          return judgePattern(pattern.parameter);
      }
    };
    const judgeFunction = ({ params }) => params.forEach(judgePattern);
    const judgeProperty = (node) => judge(node, node.computed ? undefined : (node.key.name ?? node.key.value));
    const judgeText = (node, text) => {
      if (text.startsWith("/proc/")) context.report({ node, messageId: "proc" });
    };
    return {
      VariableDeclarator: ({ id }) => judgePattern(id),
      FunctionDeclaration: judgeFunction,
      FunctionExpression: judgeFunction,
      ArrowFunctionExpression: judgeFunction,
      TSFunctionType: judgeFunction,
      TSMethodSignature: judgeFunction,
      TSPropertySignature: judgeProperty,
      PropertyDefinition: judgeProperty,
      "MemberExpression[object.name='process'][property.name=/^(kill|pid|ppid)$/]": (node) =>
        context.report({ node, messageId: "node", data: { name: node.property.name } }),
      "TSAsExpression > TSTypeReference[typeName.name='Pid']": (node) => context.report({ node, messageId: "cast" }),
      "Literal[value=/^[/]proc[/]/]": (node) => judgeText(node, node.value),
      "TemplateLiteral > TemplateElement:first-child": (node) => judgeText(node, node.value.raw),
    };
  },
};
