// What `yijian check --format sarif` writes of every broken definition fits the schema of SARIF
// 2.1.0. Usage: sarif.mjs BINARY CORPUS. Exits 1 when one does not, 3 when the oracle is missing.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [binary, corpus] = process.argv.slice(2);
const schemaFile = fileURLToPath(
  new URL('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', import.meta.url));
if (!existsSync(schemaFile)) {
  console.error('the oracle is not installed: run "npm ci" in tests/oracle first.');
  process.exit(3);
}
const { default: Ajv } = await import('ajv-draft-04');
const { default: addFormats } = await import('ajv-formats');

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const fits = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function sarifOf(folder) {
  try {
    return execFileSync(binary, ['check', folder, '--format', 'sarif'], { maxBuffer: 1 << 26 });
  } catch (error) {
    if (error.status !== 1) throw error;  // 1: there are findings
    return error.stdout;
  }
}

const failures = [];
let results = 0;
const folders = readdirSync(corpus).map((name) => join(corpus, name)).filter((path) => statSync(path).isDirectory());
for (const folder of folders) {
  const log = JSON.parse(sarifOf(folder));
  if (!fits(log)) failures.push(`${folder}: ${ajv.errorsText(fits.errors)}`);
  const [run] = log.runs;
  results += run.results.length;
  const rules = new Set(run.tool.driver.rules.map(({ id }) => id));
  for (const { ruleId, locations } of run.results) {
    if (!rules.has(ruleId)) failures.push(`${folder}: the rule ${ruleId} is not told`);
    const { uri } = locations[0].physicalLocation.artifactLocation;
    if (!existsSync(decodeURI(uri))) failures.push(`${folder}: there is no file ${uri}`);
  }
}
if (results < 80) failures.push(`only ${results} results`);
const broken = { version: '2.1.0', runs: [{ tool: {}, results: [{ level: 'fatal' }] }] };
if (fits(broken)) failures.push('the schema takes anything');
for (const failure of failures) console.error(failure);
console.log(`${folders.length} logs, ${results} results, ${failures.length} faults`);
process.exit(failures.length === 0 ? 0 : 1);
