// Drives the real program through its main work and its refusals, and holds every answer against
// the OpenAPI file that it serves. Usage: openapi.mjs BINARY WORKFLOWS. Exits 1 when an answer does
// not fit, 3 when the oracle is not installed.
import { readFileSync } from 'node:fs';
import { startServer } from './api_server.mjs';

const [binary, workflows] = process.argv.slice(2);
if (!workflows) {
  console.error('usage: openapi.mjs BINARY WORKFLOWS');
  process.exit(2);
}

const { ApiDocument } = await import('./api_document.mjs').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('ajv is not installed: run "npm ci" in tests/oracle first.');
  process.exit(3);
});

const TEA = 'hongshan-tea';
const USCC = '91420111MA4K00010P';
const WINDOW = 'clerk@market-regulation';
const ITEMS = ['registration', 'seal', 'bank', 'tax', 'social', 'fund'];
const filing = {
  workflow: 'enterprise-info-change',
  channel: 'web',
  parties: [{ role: 'applicant', type: 'enterprise', name: '武汉红山茶饮有限公司', id: USCC, phone: '02787654321' }],
  guide: { changes: ['name'] },
  form: {
    enterprise: {
      name: '武汉红山茶饮有限公司', uscc: USCC, address: '武汉市洪山区珞喻路1号',
      legalPerson: { name: '张三', id: '420111199001010010' },
    },
    change: { name: '武汉红山新茶饮有限公司' },
    seals: ['official'],
  },
};

const failures = [];
let checked = 0;

function expect(condition, what) {
  ++checked;
  if (!condition) failures.push(what);
}

// One exchange: held against the file, and against the status and code that are due.
function exchanger(server, api) {
  return async (status, code, method, path, options) => {
    const answer = await server.call(method, path, options);
    const told = `${method} ${path.slice(0, 60)} ${status}`;
    for (const misfit of api.misfits(answer)) failures.push(`${told}: ${misfit}`);
    const body = JSON.parse(answer.text);
    expect(answer.status === status && (code === undefined || body.code === code),
           `${told} ${code ?? ''}: answered ${answer.status} ${answer.text.slice(0, 300)}`);
    return { ...answer, body };
  };
}

function deskOf(ask) {
  const show = async (who, id) => (await ask(200, undefined, 'GET', `/v1/cases/${id}`, { who })).body;
  const act = async (who, id, body, headers = {}) => {
    const { n } = await show(who, id);
    return ask(200, undefined, 'POST', `/v1/cases/${id}/actions`,
               { who, body, headers: { 'If-Match': `"${n}"`, ...headers } });
  };
  // The same instant again: answered when every delivery between cases is done.
  const settle = () => ask(200, undefined, 'POST', '/v1/clock/advance', { who: 'admin', body: { by: '0wd' } });
  return { show, act, settle };
}

// 企业信息变更 from filing to closing, six items in six departments.
async function mainWork(ask) {
  const { show, act, settle } = deskOf(ask);
  const opened = await ask(201, undefined, 'POST', '/v1/cases',
                           { who: TEA, body: filing, headers: { 'Idempotency-Key': 'file-1' } });
  const { id } = opened.body;
  const again = await ask(201, undefined, 'POST', '/v1/cases',
                          { who: TEA, body: filing, headers: { 'Idempotency-Key': 'file-1' } });
  expect(again.body.id === id && again.headers.get('idempotent-replayed') === 'true', 'filed once');
  for (const material of ['resolution', 'oldLicence'])
    await act(TEA, id, { action: 'supply', data: { material } });
  await act(TEA, id, { action: 'submit' }, { 'Idempotency-Key': 'submit-1' });
  await ask(200, undefined, 'GET', '/v1/tasks', { who: WINDOW });
  await act(WINDOW, id, { action: 'accept' });
  for (const item of ITEMS) {
    await settle();
    const { case: child, department } = (await show(TEA, id)).items[item];
    await act(`reviewer@${department}`, child, { action: 'conclude', opinion: '符合规定' });
    await act(`approver@${department}`, child, { action: 'grant', opinion: '同意' });
  }
  await settle();
  await ask(200, undefined, 'POST', '/v1/clock/advance',
            { who: 'admin', body: { to: '2025-06-10T09:00:00+08:00' } });
  await act(WINDOW, id, { action: 'deliver' });
  await settle();
  const closed = await show(TEA, id);
  expect(closed.phase === 'closed' && closed.outcome === 'granted', `closed: ${closed.phase}`);
  expect(ITEMS.every((item) => closed.items[item].phase === 'closed'), 'every item is closed');
  return id;
}

// The bank's system decides an item, and answers by its connector.
async function connected(ask) {
  const { act, settle } = deskOf(ask);
  const { guide, ...rest } = filing;
  const { body } = await ask(201, undefined, 'POST', '/v1/cases', { who: TEA, body: { ...rest, workflow: 'account-change', form: { enterprise: filing.form.enterprise } } });
  await act(TEA, body.id, { action: 'supply', data: { material: 'businessLicence' } });
  await act(TEA, body.id, { action: 'submit' });
  await act(WINDOW, body.id, { action: 'accept' });
  await settle();
  const inbox = '/v1/connectors/account-bank/inbox';
  const event = { specversion: '1.0', id: '7', source: 'urn:bank', type: 'changed', subject: `${body.id}.bank`, data: { status: '00' } };
  await ask(403, 'forbidden', 'POST', inbox, { who: WINDOW, body: event });
  await ask(422, 'invalid_data', 'POST', inbox, { who: 'account-bank', body: { ...event, specversion: '2' } });
  await ask(200, undefined, 'POST', inbox, { who: 'account-bank', body: event });
  await ask(409, 'no_open_question', 'POST', inbox, { who: 'account-bank', body: { ...event, id: '8' } });
}

async function reading(ask, id) {
  for (const who of [TEA, WINDOW, 'clerk@tax', 'auditor', 'supervisor'])
    for (const one of [id, `${id}.registration`, `${id}.seal`]) {
      await ask(200, undefined, 'GET', `/v1/cases/${one}`, { who });
      await ask(200, undefined, 'GET', `/v1/cases/${one}/timeline`, { who });
      for (const action of ['withdraw', 'rate', 'supply', 'terminate'])
        await ask(200, undefined, 'GET', `/v1/cases/${one}/why?action=${action}`, { who });
    }
  const { body } = await ask(200, undefined, 'GET', '/v1/cases?limit=3', { who: 'auditor' });
  expect(body.cases.length === 3 && body.next !== undefined, 'a page and its cursor');
  await ask(200, undefined, 'GET', `/v1/cases?limit=3&cursor=${encodeURIComponent(body.next)}`, { who: 'auditor' });
  await ask(200, undefined, 'GET', '/v1/cases?open=true&phase=draft', { who: TEA });
  await ask(200, undefined, 'GET', '/v1/tasks?scope=all', { who: 'supervisor' });
  const list = await ask(200, undefined, 'GET', '/v1/workflows', { who: TEA });
  for (const asked of ['', '?audience=person', '?on=2025-07-01&channel=mobile'])
    await ask(200, undefined, 'GET', `/v1/catalogue${asked}`, { who: TEA });
  await ask(400, 'bad_request', 'GET', '/v1/catalogue?on=soon', { who: TEA });
  expect(list.body.workflows.length > 5, 'the shipped workflows are listed');
  for (const workflow of list.body.workflows) {
    await ask(200, undefined, 'GET', `/v1/workflows/${workflow.id}`, { who: TEA });
    await ask(200, undefined, 'POST', `/v1/workflows/${workflow.id}/guide`, { who: TEA, body: {} });
  }
  await ask(200, undefined, 'POST', '/v1/workflows/enterprise-info-change/guide',
            { who: TEA, body: { answers: { changes: ['name', 'legalPerson'] }, declined: ['bank', 'fund'] } });
  const files = [{ path: 'a/workflow.json', text: '{"id": "a", "kind": "itm", "kind": "x"}' },
    { path: 'b/workflow.json', text: '{"id": "b", "version": "1.0.0", "knd": "item"}' }];
  const found = await ask(200, undefined, 'POST', '/v1/workflows/check', { who: 'integrator', body: { files } });
  expect(found.body.problems.some(({ code }) => code === 'duplicate_key'), 'a broken file is told');
  expect(found.body.problems.some(({ suggestion }) => suggestion === 'kind'), 'a misspelt key is suggested');
  const sweep = await ask(200, undefined, 'GET', '/v1/workflows/arrears-sweep', { who: 'integrator' });
  expect(/^\d{4}-\d\d-\d\d$/.test(sweep.body.schedule.next), 'the next occasion of a schedule is told');
  await rehearsals(ask);
  await publishing(ask);
  await ask(200, undefined, 'GET', '/healthz');
  await ask(200, undefined, 'GET', '/readyz');
}

// A definition that is its own machine, tried.
async function rehearsals(ask) {
  const machine = {
    initial: 'draft',
    states: {
      draft: { phase: 'draft', task: 'applicant', on: { submit: { target: 'received' } } },
      received: { phase: 'submitted', task: 'clerk', after: { notice: { target: 'review', basis: [{ law: '行政许可法' }] } },
                  on: { accept: { target: 'review' } } },
      review: { phase: 'accepted', task: 'reviewer', on: { grant: { target: 'granted' } } },
      granted: { phase: 'decided', outcome: 'granted', task: 'clerk', on: { deliver: { target: 'delivered' } } },
      delivered: { phase: 'delivered', always: { target: 'closed' } },
      closed: { phase: 'closed', type: 'final' },
    },
  };
  const title = { zh: '招牌', en: 'Sign' };
  for (const [name, state] of Object.entries(machine.states)) Object.assign(state, { title });
  for (const state of Object.values(machine.states))
    for (const act of Object.values(state.on ?? {})) act.title = title;
  machine.states.granted.on['parent.delivered'] = { target: 'delivered' };
  const definition = {
    id: 'sign', version: '1.0.0', kind: 'item', title, department: 'market-regulation', basis: [{ law: '行政许可法' }],
    channels: ['web'], limits: { notice: '5wd', promised: '5wd', statutory: '20wd' }, machine,
  };
  const files = [{ path: 'sign/workflow.json', text: JSON.stringify(definition) }];
  const walked = await ask(200, undefined, 'POST', '/v1/workflows/walk',
                           { who: 'integrator', body: { files, realise: true, most: 10 } });
  expect(walked.body.ways.some(({ scenario }) => scenario), 'a way is made real');
  const told = await ask(200, undefined, 'POST', '/v1/workflows/simulate',
                         { who: 'integrator', body: { files, cases: 5, assumptions: { service: { reviewer: [1, 2] } } } });
  expect(told.body.outcomes.granted === 5, 'five cases are granted');
}

async function publishing(ask) {
  const path = 'enterprise-info-change/workflow.json';
  const text = readFileSync(`${workflows}/${path}`, 'utf8');
  const publish = (status, code, changed, who = 'integrator') =>
    ask(status, code, 'POST', '/v1/workflows', { who, body: { files: [{ path, text: changed }] } });
  const version = (word) => text.replace('"version": "1.0.0"', `"version": "${word}"`);
  await publish(200, undefined, text);
  await publish(201, undefined, version('1.0.1'));
  await publish(409, 'version_not_newer', version('0.9.0'));
  await publish(409, 'version_changed', text.replace('"sample": true', '"sample": false'));
  await publish(422, 'invalid_definition', version('1.0.2').replace('"department"', '"departmnt"'));
  await publish(403, 'role_required', text, 'admin');
  await ask(200, undefined, 'GET', '/v1/workflows/enterprise-info-change', { who: TEA });
}

async function refusals(ask) {
  const open = (status, code, body, more = {}) =>
    ask(status, code, 'POST', '/v1/cases', { who: TEA, body, ...more });
  const { body: draft } = await open(201, undefined, filing);
  const actions = `/v1/cases/${draft.id}/actions`;
  const seen = { 'If-Match': '"1"' };
  await open(400, 'malformed_json', '{"workflow": ');
  await open(400, 'duplicate_key', '{"workflow": "a", "workflow": "b"}');
  await open(400, 'too_deep', `{"form": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
  await open(413, 'payload_too_large', `{"workflow": "${'x'.repeat(1_200_000)}"}`);
  await open(415, 'unsupported_media_type', 'a=b', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  await open(404, 'unknown_workflow', { ...filing, workflow: 'nothing' });
  await open(422, 'invalid_data', { ...filing, colour: 'red' });
  await open(422, 'invalid_uscc', { ...filing, parties: [{ ...filing.parties[0], id: '91420111MA4K00010X' }] });
  await open(422, 'invalid_data', { ...filing, form: { enterprise: { name: 5 } } });
  await open(422, 'idempotency_mismatch', { ...filing, guide: {} }, { headers: { 'Idempotency-Key': 'file-1' } });
  await open(403, 'role_required', filing, { who: 'integrator' });
  await open(401, 'unauthorized', filing, { who: undefined });
  await ask(401, 'unauthorized', 'GET', '/v1/tasks', { headers: { Authorization: 'Bearer nobody', 'Accept-Language': 'en' } });
  await ask(428, 'precondition_required', 'POST', actions, { who: TEA, body: { action: 'submit' } });
  await ask(412, 'stale_version', 'POST', actions, { who: TEA, body: { action: 'submit' }, headers: { 'If-Match': '"9"' } });
  await ask(409, 'not_allowed_now', 'POST', actions, { who: WINDOW, body: { action: 'grant' }, headers: seen });
  await ask(403, 'department_required', 'POST', actions, { who: 'clerk@tax', body: { action: 'save' }, headers: seen });
  await ask(404, 'not_found', 'POST', actions, { who: 'donghu-grocer', body: { action: 'submit' }, headers: seen });
  await ask(422, 'unknown_action', 'GET', `/v1/cases/${draft.id}/why?action=sumbit`, { who: TEA });
  await ask(422, 'unknown_task', 'GET', `/v1/cases/${draft.id}/why?action=submit&task=nowhere`, { who: TEA });
  await ask(400, 'bad_request', 'GET', `/v1/cases/${draft.id}/why`, { who: TEA });
  for (const path of [`/v1/cases/${draft.id}`, `/v1/cases/${draft.id}/timeline`, `/v1/cases/${draft.id}/why?action=submit`])
    await ask(404, 'not_found', 'GET', path, { who: 'donghu-grocer' });
  await ask(404, 'not_found', 'GET', '/v1/workflows/nothing', { who: TEA });
  await ask(403, 'role_required', 'POST', '/v1/workflows/check', { who: TEA, body: { files: [] } });
  await ask(422, 'invalid_data', 'POST', '/v1/workflows/check', { who: 'admin', body: { files: 'all' } });
  for (const what of ['walk', 'simulate']) {
    await ask(403, 'role_required', 'POST', `/v1/workflows/${what}`, { who: TEA, body: { files: [] } });
    await ask(422, 'invalid_data', 'POST', `/v1/workflows/${what}`, { who: 'admin', body: { files: 'all' } });
  }
  await ask(422, 'invalid_data', 'POST', '/v1/workflows/registration-change/guide', { who: TEA, body: { answers: { changes: 'name' } } });
  await ask(400, 'bad_request', 'GET', '/v1/cases?limit=0', { who: TEA });
  await ask(400, 'bad_request', 'GET', '/v1/tasks?cursor=x', { who: WINDOW });
  await ask(422, 'invalid_data', 'POST', '/v1/clock/advance', { who: 'admin', body: { by: 'soon' } });
  await ask(422, 'invalid_time', 'POST', '/v1/clock/advance', { who: 'admin', body: { to: '2020-01-01' } });
  await ask(405, 'method_not_allowed', 'DELETE', '/v1/cases', { who: TEA });
  await ask(404, 'not_found', 'GET', '/v1/nothing', { who: TEA });
  await ask(414, 'uri_too_long', 'GET', `/v1/cases?workflow=${'x'.repeat(9_000)}`, { who: TEA });
  await ask(431, 'header_too_large', 'GET', '/healthz', { headers: { 'X-Long': 'x'.repeat(20_000) } });
}

async function check(server) {
  const file = await server.call('GET', '/openapi.json');
  const api = new ApiDocument(JSON.parse(file.text));
  for (const problem of api.problems()) failures.push(`openapi.json: ${problem}`);
  for (const misfit of api.misfits(file)) failures.push(`GET /openapi.json: ${misfit}`);
  const ask = exchanger(server, api);
  const id = await mainWork(ask);
  await connected(ask);
  await reading(ask, id);
  await refusals(ask);
  for (const { method, path, operation } of api.operations()) {
    const good = Object.keys(operation.responses).find((status) => status.startsWith('2'));
    expect(api.exercised.has(`${method} ${path} ${good}`), `${method} ${path} was never answered ${good}`);
  }
  return api.exercised.size;
}

const server = await startServer(binary, workflows);
let kinds = 0;
try {
  kinds = await check(server);
} finally {
  await server.stop();
}
for (const failure of failures) console.error(failure);
console.log(`${checked} checks, ${kinds} kinds of answers, ${failures.length} do not fit`);
process.exit(failures.length === 0 ? 0 : 1);
