// A new folder of workflows in the language service of VS Code: its files are valid by the schemas
// that the written settings name, mistakes are underlined, keys and values are completed.
// Usage: editor.mjs BINARY. Exits 1 when something is not so, 3 when the oracle is missing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [binary] = process.argv.slice(2);
const service = await import('vscode-json-languageservice').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('the oracle is not installed: run "npm ci" in tests/oracle first.');
  process.exit(3);
});
const { TextDocument, getLanguageService } = service.default ?? service;

const failures = [];
const expect = (condition, what) => condition || failures.push(what);
const root = mkdtempSync(join(tmpdir(), 'yijian-editor-'));
const yijian = (...words) => execFileSync(binary, words, { encoding: 'utf8' });

function languageService() {
  const service = getLanguageService({
    schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (relative, base) => new URL(relative, base).href },
  });
  const settings = JSON.parse(readFileSync(join(root, '.vscode/settings.json'), 'utf8'));
  const base = `${pathToFileURL(root).href}/`;
  service.configure({
    validate: true,
    schemas: settings['json.schemas'].map(({ fileMatch, url }) => ({
      // As VS Code does: relative to the folder, a pattern below it.
      uri: new URL(url, base).href,
      fileMatch: fileMatch.map((pattern) => base + pattern.replace(/^\//, '')),
    })),
  });
  return service;
}

// $schema is left out, so that the settings alone choose the schema.
function documentOf(path, change = (text) => text) {
  const text = change(readFileSync(join(root, path), 'utf8').replace(/\s*"\$schema": "[^"]*",/, ''));
  return TextDocument.create(pathToFileURL(join(root, path)).href, 'json', 1, text);
}

async function faults(service, document) {
  return service.doValidation(document, service.parseJSONDocument(document));
}

async function proposals(service, path, at, change) {
  const document = documentOf(path, change);
  const position = document.positionAt(document.getText().indexOf(at) + at.length);
  const list = await service.doComplete(document, position, service.parseJSONDocument(document));
  return list.items.map(({ label }) => label.replaceAll('"', ''));
}

try {
  yijian('new', 'shop-sign', '--in', root, '--title', '门店招牌备案', '--title-en', 'Shop sign filing');
  yijian('new', 'shop-opening', '--in', root, '--kind', 'thing', '--items', 'shop-sign');
  yijian('new', 'shop-visit', '--in', root, '--kind', 'duty');
  const service = languageService();
  for (const path of ['shop-sign/workflow.json', 'shop-opening/workflow.json', 'shop-visit/workflow.json',
    'shop-sign/scenarios/granted.json', 'documents/acceptance.json', 'documents/correction-notice.json',
    'documents/voiding.json', 'templates/standard-approval.json',
    'templates/integrated-handling.json', 'shared/dictionary.json', 'shared/samples.json', 'calendars/2025.json'])
    for (const { message } of await faults(service, documentOf(path))) failures.push(`${path}: ${message}`);

  const broken = documentOf('shop-sign/workflow.json', (text) => text.replace('"item"', '"itm"'));
  expect((await faults(service, broken)).length === 1, 'a wrong value is underlined');
  const misspelt = documentOf('shop-sign/workflow.json', (text) => text.replace('"department"', '"departmnt"'));
  expect((await faults(service, misspelt)).length > 0, 'a misspelt key is underlined');
  const scenario = documentOf('shop-sign/scenarios/granted.json', (text) => text.replace('"does"', '"dose"'));
  expect((await faults(service, scenario)).length > 0, 'a misspelt key of a scenario is underlined');

  const paper = documentOf('documents/acceptance.json', (text) => text.replace('"when"', '"wen"'));
  expect((await faults(service, paper)).length > 0, 'a misspelt key of a document is underlined');

  const kinds = await proposals(service, 'shop-sign/workflow.json', '"kind": ', (text) => text.replace('"kind": "item"', '"kind": '));
  expect(['item', 'thing', 'duty'].every((kind) => kinds.includes(kind)), `kinds: ${kinds}`);
  const keys = await proposals(service, 'shop-sign/workflow.json', '{', (text) => text);
  expect(['deferral', 'commitment', 'result'].every((key) => keys.includes(key)), `keys: ${keys}`);
} finally {
  rmSync(root, { recursive: true });
}
for (const failure of failures) console.error(failure);
console.log(`${failures.length} faults`);
process.exit(failures.length === 0 ? 0 : 1);
