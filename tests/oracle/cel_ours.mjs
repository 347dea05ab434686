// Our own expressions, evaluated by the built program, in a form that can be compared.
import {spawnSync} from "node:child_process";

const kShort = {
  null_type: "null", "google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration",
};
const kDepth = 4; // levels of lists and maps whose members' types are asked for

// The text of a value by its kind; `payload` is a number's literal, a text, a bool.
export function scalar(type, payload) {
  switch (kShort[type] ?? type) {
    case "null": return "null";
    case "double": return `double(${Object.is(Number(payload), -0) ? "-0" : Number(payload)})`;
    case "string": return `string(${JSON.stringify(payload)})`;
    default: return `${kShort[type] ?? type}(${payload})`;
  }
}
export const list = (elements) => `list(${elements.join(", ")})`;
export const map = (entries) => `map(${entries.map(([k, v]) => `${k}: ${v}`).sort().join(", ")})`;

// JSON with numbers as {"#": literal}: int and double, and 2⁵³ + 1, must stay what they are.
function parse(text) {
  const kept = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g,
      (token) => (token[0] === '"' ? token : `{"#":"${token}"}`));
  return JSON.parse(kept);
}
const plain = (value) => (value !== null && typeof value === "object" ? value["#"] : value);

// What an expression's value is made of, as the language itself tells it: [type, value], of a list
// [type, [elements...]], of a map [type, [[key, value]...]].
function described(name, depth) {
  if (depth === 0) return `[type(${name}), ${name}]`;
  const [e, k] = [`e${depth}`, `k${depth}`];
  return `(type(${name}) == list ? [list, ${name}.map(${e}, ${described(e, depth - 1)})]` +
      ` : type(${name}) == map ? [map, ${name}.map(${k}, [${described(k, 0)},` +
      ` [${name}[${k}]].map(${e}, ${described(e, depth - 1)})[0]])]` +
      ` : [type(${name}), ${name}])`;
}

function read([type, value]) {
  if (type === "list") return list(value.map(read));
  if (type === "map") return map(value.map(([k, v]) => [read(k), read(v)]));
  return scalar(type, plain(value));
}

function batch(program, rows) {
  const input = rows.map(({expr, json}) => `{"expr":${JSON.stringify(expr)},"data":${json ?? "{}"}}`)
      .join("\n");
  const run = spawnSync(program, ["eval", "--batch"],
      {input, encoding: "utf8", maxBuffer: 1 << 30});
  if (run.status !== 0) throw new Error(`eval --batch ended with ${run.status}: ${run.stderr}`);
  const lines = run.stdout.trimEnd().split("\n");
  if (lines.length !== rows.length) throw new Error(`${rows.length} asked, ${lines.length} answered`);
  return lines.map(parse);
}

// The answers to rows {expr, json}, json being the names and their values: {value: text} or {error: code}.
export function evaluate(program, rows) {
  if (rows.length === 0) return [];
  const answers = batch(program, rows);
  const nested = rows.map((_, i) => i).filter((i) => ["list", "map"].includes(answers[i].type));
  const whole = nested.length === 0 ? [] : batch(program, nested.map((i) => ({
    expr: `[${rows[i].expr}\n].map(v, ${described("v", kDepth)})[0]`, json: rows[i].json,
  })));
  const described_answers = new Map(nested.map((i, at) => [i, whole[at]]));
  return answers.map((answer, i) => {
    if (answer.error !== undefined) return {error: answer.error};
    const deep = described_answers.get(i);
    if (deep?.error !== undefined) return {error: `${deep.error} when described`};
    return {value: deep ? read(deep.value) : scalar(answer.type, plain(answer.value))};
  });
}
