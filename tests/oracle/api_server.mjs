// The real program on a folder of its own and a manual clock, and calls to it as its demo people.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MS = 60_000;
const END_MS = 20_000;

function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function address(child) {
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
      const found = /listening on (http:\/\/\S+)\n/.exec(told);
      if (found) resolve(found[1]);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${told}`)));
  });
}

// Starts it, and gives {call, stop}. stop() ends this one process, and throws unless it ended well.
export async function startServer(binary, workflows) {
  const data = mkdtempSync(join(tmpdir(), 'yijian-openapi-'));
  const child = spawn(
    binary,
    ['serve', '--data', data, '--listen', '127.0.0.1:0', '--workflows', workflows, '--demo',
     '--clock', 'manual=2025-06-09T09:00'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  const stop = async () => {
    child.kill('SIGTERM');
    const how = await within(END_MS, 'ending', ended).finally(() => child.kill('SIGKILL'));
    rmSync(data, { recursive: true, force: true });
    if (how.code !== 0) throw new Error(`the server ended with ${how.code ?? how.signal}`);
  };
  let base;
  try {
    base = await within(START_MS, 'starting', address(child));
  } catch (error) {
    child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
  const people = JSON.parse(readFileSync(join(data, 'demo-tokens.json'), 'utf8'));

  // body: a value, or a text that is sent as it is.
  const call = async (method, path, { who, body, headers = {} } = {}) => {
    if (who !== undefined && people[who] === undefined) throw new Error(`nobody is ${who}`);
    const sent = { ...headers };
    if (who !== undefined) sent.Authorization = `Bearer ${people[who].token}`;
    if (body !== undefined) sent['Content-Type'] ??= 'application/json';
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const response = await fetch(base + path, { method, headers: sent, body: text });
    return {
      method, path, request: typeof body === 'string' ? undefined : body,
      status: response.status, headers: response.headers, text: await response.text(),
    };
  };
  return { call, stop };
}
