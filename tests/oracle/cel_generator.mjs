// Random CEL expressions, well-formed and mostly well-typed: a tree of text pieces and subtrees, so
// that an expression can be shrunk. Everything follows from the seed.

export function random(seed) { // mulberry32
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kInts = ["3", "4", "5", "100", "-20", "6", "0", "1", "-1", "2", "7", "-3", "10", "0x1F", "9223372036854775807",
               "-9223372036854775808", "9007199254740993", "4294967296", "1749430800"];
const kUints = ["0u", "1u", "2u", "7U", "0xFFu", "18446744073709551615u", "9223372036854775808u"];
const kDoubles = ["0.0", "-0.0", "1.0", "0.5", "-2.5", "1e3", "1.5e-7", "1e21", "123456789.125",
                  "9223372036854775807.0", "1.7976931348623157e308", "5e-324", ".25", "2.0",
                  "(0.0 / 0.0)", "(1.0 / 0.0)"];
const kStrings = ["''", "'a'", "'ab'", "\"b\"", "'许可'", "'é'", "'😀'", "'A\\u00e9\\n'", "r'\\d+'",
                  "'1'", "'-7'", "'2.5'", "'true'", "'0'", "'''it's'''", "'\\x41\\101'", "'abab'",
                  "'2025-06-09T09:00:00+08:00'", "'90m'", "'UTC'", "'\\U0001F600z'"];
const kNumerals = ["'0'", "'1'", "'-7'", "'42'", "'9223372036854775807'", "'18446744073709551615'",
                   "'9223372036854775808'", "'2.5'", "'-1e3'", "'1'", "'12'", "'007'", "'100'"];
const kTruths = ["'true'", "'false'", "'True'", "'FALSE'", "'t'", "'f'", "'1'", "'0'", "'yes'", "''"];
const kBytes = ["b''", "b'a'", "b'\\xff\\x00'", "b'许'", "b\"ab\"", "br'\\n'"];
const kPatterns = ["'a+'", "'^a'", "'b$'", "r'^\\d+$'", "'[a-c]{2}'", "'.'", "'(ab)*'", "'许'", "''",
                   "'(?i)A'", "'a|1'"];
const kTimes = ["'2025-06-09T09:00:00Z'", "'2024-02-29T23:59:59.999+08:00'", "'1969-12-31T23:59:59Z'",
                "'1800-01-01T00:00:00Z'", "'2090-12-31T23:59:59.999Z'", "'1988-07-01T12:00:00Z'",
                "'2025-03-09T07:30:00-05:00'", "'2025-11-02T05:59:59Z'", "'2040-07-01T00:00:00Z'",
                "'1900-01-01T00:00:00Z'", "'2025-12-31T16:00:00Z'", "'2000-02-29T12:00:00.000000001Z'",
                "'2025-13-01T00:00:00Z'", "'noon'"];
const kDurations = ["'0s'", "'1h'", "'90m'", "'-1.5s'", "'1h30m5s'", "'100ms'", "'1ns'", "'24h'",
                    "'3600.000000001s'", "'.5h'", "'1us'", "'2h45m30.5s'", "'-24h'", "'7s'", "'x'", "'9999h'"];
const kZones = ["'UTC'", "'Asia/Shanghai'", "'America/New_York'", "'+08:00'", "'-02:30'", "'02:00'",
                "'Asia/Kathmandu'", "'Australia/Lord_Howe'", "'Europe/London'", "'Mars/Olympus'"];
const kGetters = ["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek",
                  "getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds"];
const kSpanGetters = ["getHours", "getMinutes", "getSeconds", "getMilliseconds"];
const kTypeNames = ["int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type",
                    "type", "google.protobuf.Timestamp", "google.protobuf.Duration"];
const kScalars = ["int", "int", "double", "bool", "string", "string", "uint", "bytes", "null",
                  "timestamp", "duration", "type"];
const kKeys = ["string", "string", "int", "uint", "bool"];
const kFields = ["a", "b", "c", "name", "x"];

// A type: "int" or the like, {list: type}, {map: [key, value]}; "dyn" is any of them.
const is_list = (type) => type.list !== undefined;
const is_map = (type) => type.map !== undefined;
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export class Generator {
  constructor(seed) {
    this.next = random(seed);
    this.variables = []; // {name, type}, the innermost last
  }

  chance(p) { return this.next() < p; }
  pick(list) { return list[Math.floor(this.next() * list.length)]; }

  type(depth = 2) {
    if (depth > 0 && this.chance(0.3)) {
      if (this.chance(0.6)) return {list: this.type(depth - 1)};
      return {map: [this.pick(kKeys), this.type(depth - 1)]};
    }
    return this.pick(kScalars);
  }

  // Data such as JSON can say: {text, value, type}; ints are bigints, doubles numbers.
  data() {
    const names = ["i", "n", "d", "s", "t", "p", "none", "l", "m", "rows"];
    const data = {};
    for (const name of names) data[name] = this.datum(name);
    this.data_names = Object.entries(data).map(([name, value]) => ({name, type: value.type}));
    return data;
  }

  datum(name) {
    const int = () => this.pick([0n, 1n, 2n, 5n, -7n, 42n, 9007199254740992n]);
    const text = () => this.pick(["", "a", "ab", "许可", "😀", "1", "true"]);
    switch (name) {
      case "i": case "n": return {type: "int", value: int()};
      case "d": return {type: "double", value: this.pick([0.5, 1, -2.25, 3, 1e21, 0])};
      case "s": case "t": return {type: "string", value: text()};
      case "p": return {type: "bool", value: this.chance(0.5)};
      case "none": return {type: "null", value: null};
      case "l":
        return {type: {list: "int"}, value: Array.from({length: this.pick([0, 1, 3])}, int)};
      case "m": {
        const fields = kFields.filter(() => this.chance(0.85));
        return {type: {map: ["string", "int"]}, value: Object.fromEntries(fields.map((f) => [f, int()]))};
      }
      default:
        return {type: {list: {map: ["string", "string"]}},
                value: Array.from({length: this.pick([0, 2])}, () => ({name: text(), a: text()}))};
    }
  }

  node(type, ...parts) { return {type, parts}; }

  // An expression of the type, now and then of another.
  expr(type, depth) {
    if (this.chance(0.01)) type = this.type(1);
    if (type === "dyn") type = this.type(1);
    if (depth <= 0 || this.chance(0.12)) return this.leaf(type);
    if (this.chance(0.08))
      return this.node(type, "(", this.expr("bool", depth - 1), " ? ", this.expr(type, depth - 1),
                       " : ", this.expr(type, depth - 1), ")");
    if (this.chance(0.06)) {
      const value = this.node({list: type}, "[", this.expr(type, depth - 1), ", ",
                              this.expr(type, depth - 2), "]");
      return this.node(type, value, "[", this.pick(["0", "0", "1", "1", "0u", "1.0", this.pick(["-1", "2"])]), "]");
    }
    if (this.chance(0.05)) {
      const value = this.node({map: ["string", type]}, "{'a': ", this.expr(type, depth - 1), "}");
      return this.node(type, value, this.pick([".a", ".a", "['a']", "['a']", ".b"]));
    }
    if (this.chance(0.04)) return this.node(type, "dyn(", this.expr(type, depth - 1), ")");
    return this.grown(type, depth - 1);
  }

  grown(type, depth) {
    if (is_list(type)) return this.list(type, depth);
    if (is_map(type)) return this.map(type, depth);
    switch (type) {
      case "bool": return this.bool(depth);
      case "int": return this.int(depth);
      case "uint": return this.arithmetic("uint", ["+", "-", "*", "/", "%"], depth, ["int", "double", "string", "uint"]);
      case "double": return this.arithmetic("double", ["+", "-", "*", "/"], depth, ["int", "uint", "double", "string"]);
      case "string": return this.string(depth);
      case "bytes":
        return this.chance(0.5) ? this.binary("bytes", "+", "bytes", "bytes", depth)
                                : this.node("bytes", "bytes(", this.expr(this.pick(["string", "bytes"]), depth), ")");
      case "timestamp":
        return this.chance(0.6) ? this.binary("timestamp", this.pick(["+", "-"]), "timestamp", "duration", depth)
                                : this.binary("timestamp", "+", "duration", "timestamp", depth);
      case "duration":
        return this.chance(0.5) ? this.binary("duration", this.pick(["+", "-"]), "duration", "duration", depth)
                                : this.binary("duration", "-", "timestamp", "timestamp", depth);
      case "type": return this.node("type", "type(", this.expr("dyn", depth), ")");
      default: return this.leaf(type);
    }
  }

  binary(type, operator, left, right, depth) {
    return this.node(type, "(", this.expr(left, depth), ` ${operator} `, this.expr(right, depth), ")");
  }

  arithmetic(type, operators, depth, sources) {
    if (this.chance(0.3)) return this.converted(type, sources, depth);
    if (type !== "uint" && this.chance(0.15)) return this.node(type, "-(", this.expr(type, depth), ")");
    return this.binary(type, this.pick(operators), type, type, depth);
  }

  converted(type, sources, depth) {
    const source = this.pick(sources);
    if (source !== "string")
      return this.node(type, `${type}(`, this.expr(source, depth), ")");
    return this.node(type, `${type}(${this.pick(kNumerals)})`);
  }

  int(depth) {
    const choice = this.next();
    if (choice < 0.15) {
      const measured = this.pick(["string", "bytes", {list: "int"}, {map: ["string", "int"]}]);
      return this.chance(0.5) ? this.node("int", "size(", this.expr(measured, depth), ")")
                              : this.node("int", this.expr(measured, depth), ".size()");
    }
    if (choice < 0.35) {
      if (this.chance(0.3))
        return this.node("int", this.expr("duration", depth), `.${this.pick(kSpanGetters)}()`);
      const zone = this.chance(0.6) ? this.pick(kZones) : "";
      return this.node("int", this.expr("timestamp", depth), `.${this.pick(kGetters)}(${zone})`);
    }
    return this.arithmetic("int", ["+", "-", "*", "/", "%"], depth, ["int", "uint", "double", "string", "timestamp"]);
  }

  string(depth) {
    const choice = this.next();
    if (choice < 0.55) return this.binary("string", "+", "string", "string", depth);
    const source = this.pick(["int", "uint", "double", "bool", "bytes", "string", "timestamp", "duration"]);
    return this.node("string", "string(", this.expr(source, depth), ")");
  }

  bool(depth) {
    const choice = this.next();
    if (choice < 0.1) return this.node("bool", "!(", this.expr("bool", depth), ")");
    if (choice < 0.35) {
      const parts = ["(", this.expr("bool", depth)];
      const operator = this.pick([" && ", " || "]);
      for (let i = this.pick([1, 1, 2]); i > 0; --i) parts.push(operator, this.expr("bool", depth));
      return this.node("bool", ...parts, ")");
    }
    if (choice < 0.5) {
      const type = this.type(1);
      return this.binary("bool", this.pick(["==", "!="]), type, this.chance(0.8) ? type : this.type(1), depth);
    }
    if (choice < 0.65) {
      const number = () => this.pick(["int", "uint", "double"]);
      const type = this.pick(["string", "bytes", "bool", "timestamp", "duration", "", "", ""]);
      return this.binary("bool", this.pick(["<", "<=", ">", ">="]), type || number(), type || number(), depth);
    }
    if (choice < 0.72) {
      const type = this.pick(kScalars);
      if (this.chance(0.6)) return this.binary("bool", "in", type, {list: type}, depth);
      return this.binary("bool", "in", this.pick(kKeys), {map: [this.pick(kKeys), "int"]}, depth);
    }
    if (choice < 0.78) {
      const target = this.expr({map: ["string", "int"]}, depth);
      return this.node("bool", "has(", target, `.${this.pick(kFields)})`);
    }
    if (choice < 0.88) {
      const method = this.pick(["startsWith", "endsWith", "contains"]);
      if (this.chance(0.3))
        return this.node("bool", this.expr("string", depth), `.matches(${this.pick(kPatterns)})`);
      return this.node("bool", this.expr("string", depth), `.${method}(`, this.expr("string", depth), ")");
    }
    if (choice < 0.91)
      return this.node("bool", "bool(", this.chance(0.5) ? this.pick(kTruths) : this.expr("bool", depth), ")");
    return this.loop("bool", this.pick(["all", "exists", "exists_one"]), "bool", depth);
  }

  // range.method(variable, body): over the elements of a list or the keys of a map.
  loop(type, method, body, depth, element = undefined) {
    const over_map = element === undefined && this.chance(0.25);
    element ??= over_map ? this.pick(kKeys) : this.pick(["int", "string", "bool", "double", {map: ["string", "string"]}]);
    const range = this.expr(over_map ? {map: [element, "int"]} : {list: element}, depth);
    const name = this.pick(["x", "y", "i", "e"]);
    this.variables.push({name, type: element});
    const parts = [range, `.${method}(${name}, `];
    if (method === "map" && this.chance(0.3)) parts.push(this.expr("bool", depth), ", ");
    parts.push(this.expr(body, depth), ")");
    this.variables.pop();
    return this.node(type, ...parts);
  }

  list(type, depth) {
    const choice = this.next();
    if (choice < 0.3) return this.binary(type, "+", type, type, depth);
    if (choice < 0.5) return this.loop(type, "map", type.list, depth);
    if (choice < 0.65) return this.loop(type, "filter", "bool", depth, type.list);
    const parts = ["["];
    for (let i = this.pick([0, 1, 2, 3]); i > 0; --i) parts.push(this.expr(type.list, depth), i > 1 ? ", " : "");
    return this.node(type, ...parts, "]");
  }

  map(type, depth) {
    const [key, value] = type.map;
    const parts = ["{"];
    for (let i = this.pick([0, 1, 2, 3]); i > 0; --i) {
      parts.push(this.expr(key, depth - 2), ": ", this.expr(value, depth), i > 1 ? ", " : "");
    }
    return this.node(type, ...parts, "}");
  }

  leaf(type) {
    const shadowed = new Set();
    const known = [...this.variables].reverse().concat(this.data_names)
        .filter((v) => !shadowed.has(v.name) && shadowed.add(v.name) && same(v.type, type));
    if (known.length > 0 && this.chance(0.5)) return this.node(type, this.pick(known).name);
    if (is_list(type)) return this.node(type, "[", ...(this.chance(0.5) ? [this.leaf(type.list)] : []), "]");
    if (is_map(type)) {
      return this.chance(0.3) ? this.node(type, "{}")
                              : this.node(type, "{", this.leaf(type.map[0]), ": ", this.leaf(type.map[1]), "}");
    }
    switch (type) {
      case "int": {
        if (this.chance(0.1)) return this.node("int", `m.${this.pick(kFields)}`);
        return this.node("int", this.pick(kInts));
      }
      case "uint": return this.node("uint", this.pick(kUints));
      case "double": return this.node("double", this.pick(kDoubles));
      case "bool": return this.node("bool", this.pick(["true", "false"]));
      case "string": return this.node("string", this.pick(kStrings));
      case "bytes": return this.node("bytes", this.pick(kBytes));
      case "null": return this.node("null", "null");
      case "timestamp": return this.node("timestamp", `timestamp(${this.pick(kTimes)})`);
      case "duration": return this.node("duration", `duration(${this.pick(kDurations)})`);
      default: return this.node("type", this.pick(kTypeNames));
    }
  }
}

export function text(node) {
  return node.parts.map((part) => (typeof part === "string" ? part : text(part))).join("");
}

// Smaller trees than this one: each a subtree in its place, or with one of its own made smaller.
export function* smaller(node) {
  const children = node.parts.filter((part) => typeof part !== "string");
  yield* children;
  for (let i = 0; i < node.parts.length; ++i) {
    if (typeof node.parts[i] === "string") continue;
    for (const child of smaller(node.parts[i]))
      yield {...node, parts: node.parts.map((part, at) => (at === i ? child : part))};
  }
}
