// Random form schemas and answers in our validator and in ajv: the same faults at the same places.
// Usage: forms.mjs FORM_LINES. YIJIAN_ORACLE_SEEDS=n makes it longer, YIJIAN_ORACLE_FROM picks the
// first. Not compared: the year 0, which no calendar of ours has, and whether elements of a wrong type
// stand twice, which ajv does not ask where the type of elements is known. Exits 1 on a difference, 3 when the oracle is missing.
import { spawnSync } from 'node:child_process';
import { random } from './cel_generator.mjs';

const [binary] = process.argv.slice(2);
const { default: Ajv } = await import('ajv/dist/2020.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('the oracle is not installed: run "npm ci" in tests/oracle first.');
  process.exit(3);
});
const { default: addFormats } = await import('ajv-formats');

const kSeeds = Number(process.env.YIJIAN_ORACLE_SEEDS ?? 400);
const kFirst = Number(process.env.YIJIAN_ORACLE_FROM ?? 1);
const kNames = ['a', 'b', 'c', 'a/b', 'x~y', '许可'];
const kTexts = ['', 'a', 'ab', 'abc', 'abcd', '许可', '😀', '😀😀', 'é', 'é', '12', '1234567', 'A', ' a',
                '2025-02-28', '2025-02-29', '2024-02-29', '2025-13-01', '2025-2-3', '2025-06-09T00:00'];
const kNumbers = [0, -0, 1, 2, 2.0, 2.5, -1, -2.5, 7, 100, 1e3, 1e21, -1e21, 0.1, 1e-7, 9007199254740991, -9007199254740991];
const kPatterns = ['^a', 'b$', '^[0-9]{2}$', '[a-c]{2}', '^.$', '^(ab)*$', '许', 'a|1', '^[^a]+$', '^\\d+$'];

class Dice {
  constructor(seed) { this.next = random(seed); }
  below(n) { return Math.floor(this.next() * n); }
  chance(p) { return this.next() < p; }
  of(list) { return list[this.below(list.length)]; }
}

// --- What is asked. ---

function stringSchema(dice) {
  const schema = { type: 'string' };
  if (dice.chance(0.4)) schema.minLength = dice.below(4);
  if (dice.chance(0.4)) schema.maxLength = dice.below(5);
  if (dice.chance(0.25)) schema.pattern = dice.of(kPatterns);
  if (dice.chance(0.15)) schema.format = 'date';
  if (dice.chance(0.2))
    schema.options = Object.fromEntries([dice.of(kTexts) || 'a', dice.of(kTexts) || 'b']
      .map((value) => [value, { zh: '甲', en: 'A' }]));
  if (dice.chance(0.1)) schema.const = dice.of(kTexts);
  return schema;
}

function numberSchema(dice, type) {
  const schema = { type };
  if (dice.chance(0.4)) schema.minimum = dice.of(kNumbers);
  if (dice.chance(0.4)) schema.maximum = dice.of(kNumbers);
  if (dice.chance(0.1)) schema.const = dice.of(kNumbers);
  return schema;
}

function arraySchema(dice, depth) {
  const schema = { type: 'array' };
  if (dice.chance(0.8)) schema.items = anySchema(dice, depth + 1);
  if (dice.chance(0.4)) schema.minItems = dice.below(3);
  if (dice.chance(0.4)) schema.maxItems = dice.below(4);
  if (dice.chance(0.4)) schema.uniqueItems = dice.chance(0.8);
  return schema;
}

function objectSchema(dice, depth) {
  const schema = { type: 'object' };
  const names = kNames.filter(() => dice.chance(0.5));
  if (names.length === 0) return schema;
  schema.properties = Object.fromEntries(names.map((name) => [name, anySchema(dice, depth + 1)]));
  if (dice.chance(0.6)) schema.required = names.filter(() => dice.chance(0.5));
  return schema;
}

function anySchema(dice, depth) {
  const kind = dice.below(depth >= 3 ? 4 : 6);
  if (kind === 0) return stringSchema(dice);
  if (kind === 1) return numberSchema(dice, 'number');
  if (kind === 2) return numberSchema(dice, 'integer');
  if (kind === 3) return dice.chance(0.2) ? { type: 'boolean', const: true } : { type: 'boolean' };
  return kind === 4 ? arraySchema(dice, depth) : objectSchema(dice, depth);
}

// --- What is answered: mostly of the type that is asked for. ---

function anyValue(dice, depth) {
  const kind = dice.below(depth > 2 ? 4 : 6);
  if (kind === 0) return dice.of(kTexts);
  if (kind === 1) return dice.of(kNumbers);
  if (kind === 2) return dice.chance(0.5);
  if (kind === 3) return null;
  if (kind === 4) return Array.from({ length: dice.below(4) }, () => anyValue(dice, depth + 1));
  return Object.fromEntries(kNames.filter(() => dice.chance(0.3)).map((name) => [name, anyValue(dice, depth + 1)]));
}

function valueFor(dice, schema, depth) {
  if (dice.chance(0.08)) return anyValue(dice, depth);
  if ('const' in schema && dice.chance(0.6)) return schema.const;
  switch (schema.type) {
    case 'string':
      return schema.options && dice.chance(0.6) ? dice.of(Object.keys(schema.options)) : dice.of(kTexts);
    case 'number': case 'integer':
      return dice.of([...kNumbers, schema.minimum ?? 0, schema.maximum ?? 0]);
    case 'boolean':
      return dice.chance(0.5);
    case 'array': {
      const list = Array.from({ length: dice.below(4) },
        () => (schema.items ? valueFor(dice, schema.items, depth + 1) : anyValue(dice, depth + 1)));
      if (list.length > 1 && dice.chance(0.3)) list[list.length - 1] = structuredClone(list[0]);
      return list;
    }
    default: {
      const entries = Object.entries(schema.properties ?? {}).filter(() => dice.chance(0.75))
        .map(([name, property]) => [name, valueFor(dice, property, depth + 1)]);
      if (dice.chance(0.1)) entries.push([dice.of(kNames), anyValue(dice, depth + 1)]);
      return Object.fromEntries(entries);
    }
  }
}

// --- The same question for ajv. ---

// Ours -> JSON Schema: undeclared properties are refused, options are an enum; a draft may lack
// what is required and be shorter than it will be.
function translated(schema, complete) {
  const { options, ...out } = schema;
  if (options) out.enum = Object.keys(options);
  if (out.type === 'object') {
    out.additionalProperties = false;
    out.properties = Object.fromEntries(Object.entries(schema.properties ?? {})
      .map(([name, property]) => [name, translated(property, complete)]));
    if (!complete) delete out.required;
  }
  if (out.items) out.items = translated(out.items, complete);
  if (!complete) delete out.minItems;
  return out;
}

const kCodes = { maxLength: 'max_length', minLength: 'min_length', maxItems: 'max_items', minItems: 'min_items',
                 uniqueItems: 'unique_items', enum: 'options' };
const escape = (name) => name.replaceAll('~', '~0').replaceAll('/', '~1');

const parent = (pointer) => pointer.slice(0, pointer.lastIndexOf('/'));

// Each once, in order, without what is not compared.
function compared(faults) {
  const all = [...new Set(faults)].sort();
  const wrong = new Set(all.filter((fault) => fault.endsWith(' type')).map((fault) => `${parent(fault)} unique_items`));
  return all.filter((fault) => !wrong.has(fault));
}

// "pointer code" of each fault. ajv goes on after a wrong type; we say that alone.
function byAjv(validate, value) {
  if (validate(value)) return [];
  const wrong = new Set(validate.errors.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath));
  const faults = validate.errors
    .filter(({ keyword, instancePath }) => keyword === 'type' || !wrong.has(instancePath))
    .map(({ keyword, instancePath, params }) => {
      if (keyword === 'additionalProperties')
        return `${instancePath}/${escape(params.additionalProperty)} unknown_property`;
      if (keyword === 'required') return `${instancePath}/${escape(params.missingProperty)} required`;
      return `${instancePath} ${kCodes[keyword] ?? keyword}`;
    });
  return compared(faults);
}

// We name the element that stands twice, ajv the list.
function ours(faults) {
  return compared(faults.map(({ pointer, code }) => `${code === 'unique_items' ? parent(pointer) : pointer} ${code}`));
}

const compiled = new Map(); // of the schema at hand
function validator(schema, complete) {
  if (compiled.schema !== schema) {
    compiled.clear();
    compiled.schema = schema;
  }
  if (!compiled.has(complete)) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    compiled.set(complete, ajv.compile(translated(schema, complete)));
  }
  return compiled.get(complete);
}

const questions = [];
for (let seed = kFirst; seed < kFirst + kSeeds; ++seed) {
  const dice = new Dice(seed);
  const schema = objectSchema(dice, 0);
  for (let i = 0; i < 10; ++i)
    questions.push({ seed, schema, value: valueFor(dice, schema, 0), complete: dice.chance(0.5) });
}
const input = questions.map(({ schema, value, complete }) => JSON.stringify({ schema, value, complete }) + '\n').join('');
const run = spawnSync(binary, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
if (run.status !== 0) throw new Error(`${binary}: ${run.stderr}`);
const answers = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
if (answers.length !== questions.length) throw new Error(`${answers.length} answers to ${questions.length} questions`);

let differences = 0;
let faulty = 0;
questions.forEach(({ seed, schema, value, complete }, index) => {
  const answer = answers[index];
  // What the value says after JSON: -0 is 0.
  const expected = byAjv(validator(schema, complete), JSON.parse(JSON.stringify(value)));
  const found = answer.faults ? ours(answer.faults) : ['no schema', ...ours(answer.schema)];
  faulty += expected.length > 0;
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  differences += 1;
  if (differences > 10) return;
  console.error(`seed ${seed} (${complete ? 'complete' : 'draft'})\n  schema ${JSON.stringify(schema)}\n`
    + `  value  ${JSON.stringify(value)}\n  ours   ${found}\n  ajv    ${expected}`);
});
console.log(`${questions.length} answers, ${faulty} with faults, ${differences} differences`);
if (faulty < questions.length / 5 || faulty > questions.length * 0.95) {
  console.error('the dice are loaded: hardly any answer is right, or wrong');
  process.exit(1);
}
process.exit(differences === 0 ? 0 : 1);
