// The extension in the stock DuckDB of Node: load, search, the catalogue, a cited theme, an error.
// usage: node node_test.mjs EXTENSION NODE_MODULES FOLDER
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const [extension, modules, folder] = process.argv.slice(2);
const {DuckDBInstance, version} = createRequire(join(modules, 'x.js'))('@duckdb/node-api');
const home = mkdtempSync(join(tmpdir(), 'eider-node-'));

async function rows(connection, sql) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

async function check(connection) {
  await connection.run(`LOAD '${extension}'`);
  await connection.run("SET eider_embedder = 'none'");

  const loaded = await rows(connection, `SELECT status, chunks FROM eider_load('${folder}')`);
  assert.equal(loaded.length, 3);
  assert.ok(loaded.every((row) => row.status === 'ok' && Number(row.chunks) > 0));

  const [hit] = await rows(connection, "FROM ai_search('渡轮公司更换电脑', k := 1)");
  assert.equal(hit.title, '渡輪公司更換電腦');
  const [{text}] = await rows(connection, `SELECT text FROM eider.document WHERE id = ${hit.document_id}`);
  assert.equal(Buffer.from(text).subarray(Number(hit.start), Number(hit.stop)).toString(), hit.text);

  const models = await rows(connection, 'SELECT name FROM eider_models() ORDER BY name');
  assert.deepEqual(models.map((row) => row.name),
                   ['multilingual-e5-small', 'qwen2.5-coder-0.5b', 'qwen2.5-coder-1.5b']);

  const members = await rows(connection, "SELECT company, hits FROM eider_theme('电脑', keywords := '电脑')");
  assert.deepEqual(members, [{company: '科大讯飞', hits: '1'}]);

  await assert.rejects(connection.run("FROM ai_search('')"), /the question is empty/);
  assert.deepEqual(await rows(connection, 'SELECT 42 AS n'), [{n: 42}]);
}

const instance = await DuckDBInstance.create(join(home, 'news.duckdb'), {allow_unsigned_extensions: 'true'});
const connection = await instance.connect();
try {
  await check(connection);
  console.log(`DuckDB ${version()} in Node ${process.version}: ok`);
} finally {
  connection.closeSync();
  instance.closeSync();
  rmSync(home, {recursive: true, force: true});
}
