// Random expressions in npm @bufbuild/cel and in our evaluator: both give the same value of the
// same type, or both an error (which one is not compared).
//   node cel.mjs build/release/yijian        YIJIAN_ORACLE_SEEDS=n seeds instead of the fixed ones,
//                                            YIJIAN_ORACLE_FROM=n the first of them
import {toJson} from "@bufbuild/protobuf";
import {DurationSchema, TimestampSchema} from "@bufbuild/protobuf/wkt";
import {celType, isCelError, isCelList, isCelMap, isCelUint, run} from "@bufbuild/cel";
import {evaluate, list, map, scalar} from "./cel_ours.mjs";
import {Generator, smaller, text} from "./cel_generator.mjs";

const kSeeds = 500;
const kExpressionsPerSeed = 20;
const kDepth = 5;
const kSeedsAtOnce = 50;
const kPrinted = 10;
const kRounds = 40, kCandidates = 400; // of shrinking

// Where the library errs against the specification (google/cel-spec, doc/langdef.md, the section
// named), or the two read its silence differently. What is excused here, tests/unit/cel covers.
const kNanos = /\d{9}Z|\d{9}s|ns'|us'/;
const kFraction = /\.\d+[sZ+-]|ms'|us'|ns'|\.\d*h/;
const kNumber = /[uU\]]|int\(/;
const kTheirFaults = [
  // Timestamps: instants have nanoseconds; the library reads their parts off a Date, whose
  // milliseconds it rounds, wrongly so before 1970. (Years below 100, which a Date takes for those
  // of 1900, and fractional list indexes, on which it throws, are not generated.)
  {why: "parts of an instant rounded to milliseconds",
   is: ({expr}) => /\.get\w+\(/.test(expr) && (kNanos.test(expr) || /-01-01|1969|1900/.test(expr) && kFraction.test(expr))},
  // getDate() and the like: in a named zone, UTC among them, the library takes the hour after midnight for the 24th
  // of that day, and so comes to the next. cel_zones.mjs asks Intl itself.
  {why: "the hour after midnight in a named zone",
   is: ({expr}) => /\.get(FullYear|Month|Date|Day\w+)\('(UTC|[A-Z][a-z]+\/)/.test(expr)},
  // Durations: about ±10,000 years; the library (as cel-go) bears 292 years of nanoseconds.
  {why: "durations above 292 years", is: ({other}) => other.error === "duration out of range"},
  // string(): seconds with their fraction; the library writes it in groups of three digits, as
  // protocol buffers' JSON does, cel-go and we as many as needed.
  {why: "fractions in groups of three digits",
   is: ({expr, ours}) => /string\(/.test(expr) && /timestamp|duration/.test(expr) &&
       kFraction.test(expr) && ours.value !== undefined},
  // Aggregate Values: a duplicate key is an error, and numbers are equal across types; to the
  // library 1 and 1u are two keys.
  {why: "1 and 1u as keys of one map",
   is: ({expr, ours}) => ours.error === "cel_duplicate_key" && kNumber.test(expr)},
  // Functions: an overload's type variables are erased, so that in: (A, map(A, B)) takes any A.
  {why: "in asked of a map with what is no key",
   is: ({expr, ours, other}) => / in .*[{m]/.test(expr) && ours.value !== undefined && other.error !== undefined},
  // Conversions: int() of a duration and duration() of an int are the library's own.
  {why: "int() of a duration",
   is: ({expr, ours}) => /(int|duration)\(/.test(expr) && ours.error === "cel_no_such_overload"},
  // Aggregate Values: a key is an int, uint, bool or string; the library takes a whole double too.
  {why: "a double as a key",
   is: ({expr, ours}) => /\{.*:/.test(expr) && ours.error === "cel_invalid_argument"},
  // Field Selection: has() of what is neither map nor message is an error.
  {why: "has() of a list or a scalar", is: ({expr, ours}) => /has\(/.test(expr) && ours.error !== undefined},
  // Numeric Values: doubles are IEEE 754, where -0.0 has a sign; String(-0) drops it.
  {why: "the sign of -0.0 in string()",
   is: ({expr, ours}) => /string\(/.test(expr) && ours.value !== undefined && /-|\*/.test(expr)},
  // Operators: -(-(x)) is two operations, either of which may fail; the library lets it be x.
  {why: "a double negation taken away", is: ({expr, ours}) => /[-!]\([-!]/.test(expr) && ours.error !== undefined},
  // Numeric Values: numbers compare on one number line; the library lets 2⁶⁴ and 2⁶⁴ - 1 be one.
  {why: "the largest ints and doubles are one",
   is: ({expr, ours}) => /[<>]/.test(expr) && /18446744073709551615|9223372036854775807/.test(expr) && ours.value !== undefined},
  // Overflow: the least int divided by -1, and so its remainder.
  {why: "the remainder of the least int and -1",
   is: ({expr, ours}) => / % /.test(expr) && /-9223372036854775808/.test(expr) && ours.error !== undefined},
  // Aggregate Values: to the library two equal uints are two keys.
  {why: "a uint twice as a key", is: ({expr, ours}) => /u: .*u: /.test(expr) && ours.error !== undefined},
  // Overflow: a / b of uints never overflows; the library checks it against int's limit.
  {why: "uint division",
   is: ({expr, ours, other}) => / \/ /.test(expr) && kNumber.test(expr) && ours.value !== undefined &&
       other.error !== undefined},
  // double(): a text that is no number is an error; the library gives NaN.
  {why: "double() of a text that is no number",
   is: ({expr, ours}) => /double\(/.test(expr) && ours.error !== undefined},
];

function theirs(value) {
  if (isCelList(value)) return list([...value].map(theirs));
  if (isCelMap(value)) return map([...value].map(([k, v]) => [theirs(k), theirs(v)]));
  const type = celType(value).name;
  switch (type) {
    case "uint": return scalar("uint", value.value);
    case "bytes": return scalar("bytes", Buffer.from(value).toString("base64"));
    case "type": return scalar("type", value.name);
    case "google.protobuf.Timestamp": return scalar(type, exact(toJson(TimestampSchema, value.message)));
    case "google.protobuf.Duration": return scalar(type, exact(toJson(DurationSchema, value.message)));
    default: return scalar(type, value);
  }
}
// Protobuf writes fractions of seconds in groups of three digits, we as many as needed.
const exact = (written) => written.replace(/(\.\d*?)0+(?=[Zs]$)/, "$1").replace(/\.(?=[Zs]$)/, "");

function answer(expr, bindings) {
  const value = run(expr, bindings);
  if (isCelError(value)) return {error: value.message};
  return {value: theirs(value)};
}

function json(value) {
  if (typeof value === "number") return /[.e]/.test(`${value}`) ? `${value}` : `${value}.0`;
  if (value === null || typeof value !== "object") return typeof value === "bigint" ? `${value}` : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(json).join(",")}]`;
  return `{${Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}:${json(v)}`).join(",")}}`;
}

function made(seed) {
  const generator = new Generator(seed);
  const data = generator.data();
  const bindings = Object.fromEntries(Object.entries(data).map(([name, {value}]) => [name, value]));
  return Array.from({length: kExpressionsPerSeed}, () => ({
    seed, bindings, json: json(bindings), tree: generator.expr(generator.type(), kDepth),
  }));
}

const agree = (a, b) => (a.error !== undefined) === (b.error !== undefined) && a.value === b.value;
const excuse = (row) => kTheirFaults.find((fault) => fault.is({...row, expr: text(row.tree)}));

function answered(program, rows) {
  const ours = evaluate(program, rows.map(({tree, json}) => ({expr: text(tree), json})));
  return rows.map((row, i) => ({...row, ours: ours[i], other: answer(text(row.tree), row.bindings)}));
}

// The smallest tree found below the row's whose answers differ just as inexcusably.
function shrunk(program, row) {
  for (let round = 0; round < kRounds; ++round) {
    const size = text(row.tree).length;
    const candidates = [...smaller(row.tree)].filter((tree) => text(tree).length < size);
    candidates.sort((a, b) => text(a).length - text(b).length);
    const found = answered(program, candidates.slice(0, kCandidates).map((tree) => ({...row, tree})))
        .find((one) => !agree(one.ours, one.other) && !excuse(one));
    if (found === undefined) return row;
    row = found;
  }
  return row;
}

const program = process.argv[2];
const first = Number(process.env.YIJIAN_ORACLE_FROM ?? 1);
const seeds = Number(process.env.YIJIAN_ORACLE_SEEDS ?? kSeeds);
let count = 0, errors = 0;
const excused = new Map();
const failures = [];
for (let begin = first; begin < first + seeds; begin += kSeedsAtOnce) {
  const rows = [];
  for (let seed = begin; seed < Math.min(begin + kSeedsAtOnce, first + seeds); ++seed)
    rows.push(...made(seed));
  for (const row of answered(program, rows)) {
    ++count;
    errors += row.ours.error !== undefined;
    if (agree(row.ours, row.other)) continue;
    const fault = excuse(row);
    if (fault === undefined) failures.push(row);
    else excused.set(fault.why, (excused.get(fault.why) ?? 0) + 1);
  }
}
const seen = new Set();
for (const failure of failures.slice(0, kPrinted)) {
  const small = shrunk(program, failure);
  const expr = text(small.tree);
  if (seen.has(expr)) continue;
  seen.add(expr);
  console.log(`seed ${small.seed}: ${expr}`);
  console.log(`  names    ${small.json}`);
  console.log(`  ours     ${small.ours.value ?? small.ours.error}`);
  console.log(`  @bufbuild ${small.other.value ?? small.other.error}`);
}
console.log(`${count} expressions from ${seeds} seeds, ${errors} of them errors, ${failures.length} ` +
    `differ; excused: ${[...excused].map(([why, n]) => `${why} ${n}`).join(", ") || "none"}`);
// A generator that makes errors alone would prove nothing.
process.exit(failures.length === 0 && errors < count * 0.6 ? 0 : 1);
