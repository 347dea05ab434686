// What an integrator's editor shows: every property of every schema is described in Chinese and
// English and has an example, or says its values, and no example is one that the schema refuses.
// Usage: schemas.mjs FOLDER. Exits 1 when something is not so, 3 when the oracle is missing.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const { default: Ajv } = await import('ajv/dist/2020.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('the oracle is not installed: run "npm ci" in tests/oracle first.');
  process.exit(3);
});
const { default: addFormats } = await import('ajv-formats');

const failures = [];
let properties = 0;
let examples = 0;

const kChinese = /\p{Script=Han}/u;
const kEnglish = /[A-Za-z]{2}/;
const escape = (key) => key.replaceAll('~', '~0').replaceAll('/', '~1');

function target(root, schema) {
  const path = schema.$ref?.startsWith('#/') ? schema.$ref.slice(2).split('/') : undefined;
  return path?.reduce((at, key) => at[key], root);
}

// Whether a reader sees a value that is possible here.
function shows(root, schema, depth = 0) {
  if (depth > 8) return false;
  if (['examples', 'enum', 'const', 'default'].some((key) => key in schema)) return true;
  const next = target(root, schema);
  return schema.type === 'boolean' || (next !== undefined && shows(root, next, depth + 1));
}

function look(file, root, validate) {
  const visit = (schema, pointer, name) => {
    if (schema === null || typeof schema !== 'object') return;
    if (Array.isArray(schema)) {
      schema.forEach((one, index) => visit(one, `${pointer}/${index}`));
      return;
    }
    if (name !== undefined) {
      properties += 1;
      const text = schema.description ?? target(root, schema)?.description ?? '';
      if (!kChinese.test(text) || !kEnglish.test(text)) failures.push(`${file}${pointer}: not described in both languages`);
      if (!shows(root, schema)) failures.push(`${file}${pointer}: no example`);
    }
    for (const example of schema.examples ?? []) {
      examples += 1;
      const errors = validate(pointer, example);
      if (errors) failures.push(`${file}${pointer}: ${JSON.stringify(example)} ${errors}`);
    }
    for (const [key, value] of Object.entries(schema)) {
      if (['examples', 'enum', 'const', 'default', 'if', 'then', 'else', 'not'].includes(key)) continue;
      const named = ['properties', '$defs', 'patternProperties'].includes(key);
      if (!named) visit(value, `${pointer}/${escape(key)}`);
      else
        for (const [each, one] of Object.entries(value))
          visit(one, `${pointer}/${key}/${escape(each)}`, key === 'properties' ? each : undefined);
    }
  };
  visit(root, '');
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.schema.json'))) {
  const root = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(root, file);
  look(file, root, (pointer, example) => {
    const check = ajv.compile({ $ref: `${file}#${encodeURI(pointer)}` });
    return check(example) ? undefined : ajv.errorsText(check.errors);
  });
}

failures.forEach((failure) => console.error(failure));
console.log(`${properties} properties, ${examples} examples, ${failures.length} faults`);
if (properties < 200 || examples < 150) failures.push('too little was looked at');
process.exit(failures.length === 0 ? 0 : 1);
