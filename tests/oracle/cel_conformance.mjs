// The conformance tests of the CEL specification (npm @bufbuild/cel-spec) in our own evaluator, as
// far as they are of the language's core: no messages, no containers, no extension libraries.
//   node cel_conformance.mjs build/release/yijian
import {tests} from "@bufbuild/cel-spec/testdata/conformance.js";
import {tests as parsing} from "@bufbuild/cel-spec/testdata/parsing.js";
import {evaluate, list, map, scalar} from "./cel_ours.mjs";

// Sections that are no part of the core for our kinds of values.
const kOtherSections = new Set([
  "bindings_ext", "block_ext", "encoders_ext", "macros2", "math_ext", "optionals", "proto2_ext",
  "string_ext", // extension libraries
  "dynamic", "enums", "proto2", "proto3", "wrappers", // messages
]);

// Tests that we answer otherwise on purpose: the table of deviations in docs/cel.md says why.
const kOurWay = {
  // Numbers of different types compare by their exact values; the tests let 2⁶³ and 2⁶³ - 1 be one.
  "comparisons/lt_literal/not_lt_dyn_int_big_lossy_double": "bool(true)",
  "comparisons/gt_literal/not_gt_dyn_big_double_int": "bool(true)",
  "comparisons/lte_literal/lte_dyn_big_double_int": "bool(false)",
  "comparisons/gte_literal/gte_dyn_int_big_lossy_double": "bool(false)",
  // A duration has the range of its message, ±10,000 years; the tests want that of 64-bit nanoseconds.
  "timestamps/timestamp_range/sub_time_duration_over": "duration(315537897599s)",
  "timestamps/timestamp_range/sub_time_duration_under": "duration(-315537897599s)",
};
// An unknown function is found before anything is evaluated, and so never absorbed.
const unknown_function = (test) => /f_unknown\(|^a\.\w+\(\)/.test(test.expr);

const kFewest = 1000; // tests of the core in the edition installed
const kFewestTexts = 100; // of the parser

class Foreign extends Error {}

// A value of cel.expr.Value's JSON as cel_ours.mjs writes it.
function expected(value) {
  const [[kind, held]] = Object.entries(value);
  switch (kind) {
    case "nullValue": return scalar("null");
    case "boolValue": return scalar("bool", held);
    case "int64Value": return scalar("int", held);
    case "uint64Value": return scalar("uint", held);
    case "doubleValue": return scalar("double", held);
    case "stringValue": return scalar("string", held);
    case "bytesValue": return scalar("bytes", held);
    case "typeValue": return scalar("type", held);
    case "listValue": return list((held.values ?? []).map(expected));
    case "mapValue":
      return map((held.entries ?? []).map((e) => [expected(e.key), expected(e.value)]));
    case "objectValue": return message(held);
    default: throw new Foreign(kind);
  }
}

function message(held) {
  const name = held["@type"].split("/").at(-1);
  if (name === "google.protobuf.Timestamp") return scalar("timestamp", held.value);
  if (name === "google.protobuf.Duration") return scalar("duration", held.value);
  throw new Foreign(name);
}

// What JSON data can say of a binding.
function bound(value) {
  const [[kind, held]] = Object.entries(value);
  switch (kind) {
    case "nullValue": return null;
    case "boolValue": case "stringValue": return held;
    case "int64Value": return Number(held);
    case "listValue": return (held.values ?? []).map(bound);
    case "mapValue":
      return Object.fromEntries((held.entries ?? []).map((e) => {
        if (e.key.stringValue === undefined) throw new Foreign("a key that is no string");
        return [e.key.stringValue, bound(e.value)];
      }));
    default: throw new Foreign(kind);
  }
}

function row(name, test) {
  if (test.container !== undefined) throw new Foreign("a container");
  const bindings = Object.entries(test.bindings ?? {});
  if (bindings.some(([key]) => key.includes("."))) throw new Foreign("a qualified name");
  const data = Object.fromEntries(bindings.map(([key, held]) => [key, bound(held.value)]));
  if (/\b(TestAllTypes|NullValue|google\.protobuf\.(?!Timestamp\b|Duration\b)|cel\.)/.test(test.expr))
    throw new Foreign("messages");
  if (test.unknown !== undefined) throw new Foreign("unknown");
  const fails = test.evalError !== undefined || test.anyEvalErrors !== undefined;
  const value = test.typedResult?.result ?? test.value;
  if (test.typedResult !== undefined && value === undefined) throw new Foreign("checked alone");
  return {name, expr: test.expr, json: JSON.stringify(data),
          wanted: fails ? "error" : value === undefined ? scalar("bool", true) : expected(value)};
}

const rows = [];
const foreign = new Map();
for (const section of tests.suites) {
  if (kOtherSections.has(section.name)) continue;
  for (const group of section.suites ?? [])
    for (const {original} of group.tests ?? []) {
      try {
        rows.push(row(`${section.name}/${group.name}/${original.name}`, original));
      } catch (error) {
        if (!(error instanceof Foreign)) throw error;
        foreign.set(error.message, (foreign.get(error.message) ?? 0) + 1);
      }
    }
}

const answers = evaluate(process.argv[2], rows);
let failures = 0;
const unused = new Set(Object.keys(kOurWay));
rows.forEach((test, i) => {
  const got = answers[i].error !== undefined ? "error" : answers[i].value;
  const wanted = kOurWay[test.name] ?? (unknown_function(test) ? "error" : test.wanted);
  unused.delete(test.name);
  if (got === wanted) return;
  ++failures;
  console.log(`${test.name}: ${test.expr}\n  wanted ${test.wanted}\n  got    ${answers[i].error ?? got}`);
});
for (const name of unused) {
  ++failures;
  console.log(`${name}: no such test any more`);
}

// What the specification's parser makes of texts, its checker's complaints apart: a fault of syntax
// is one here, and nothing else is.
const texts = [];
for (const walk = [parsing]; walk.length > 0;) {
  const suite = walk.pop();
  walk.push(...(suite.suites ?? []));
  for (const {original, error} of suite.tests ?? []) {
    const is_message = /[\w)]\s*\{/.test(original.expr);
    if (/Syntax error/.test(error)) texts.push({expr: original.expr, is_faulty: true});
    else if (!is_message && (error === undefined || /undeclared reference/.test(error)))
      texts.push({expr: original.expr, is_faulty: false});
  }
}
evaluate(process.argv[2], texts).forEach((got, i) => {
  const {expr, is_faulty} = texts[i];
  if (is_faulty ? got.error !== undefined : got.error !== "cel_syntax") return;
  ++failures;
  console.log(`parsing: ${expr}\n  wanted ${is_faulty ? "a fault of syntax" : "none"}\n  got    ${got.error ?? got.value}`);
});
console.log(`${texts.length} texts parsed`);
console.log(`${rows.length} tests of the core, ${failures} differ; not of the core: ` +
    [...foreign].map(([why, count]) => `${why} ${count}`).join(", "));
if (rows.length < kFewest || texts.length < kFewestTexts) {
  console.log("fewer tests than the specification has");
  ++failures;
}
process.exit(failures === 0 ? 0 : 1);
