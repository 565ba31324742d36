// From our OpenAPI document to src/api/schema.d.ts, in the form that openapi-fetch takes.
//
//   node make_types.mjs                  asks the program: $DAEMUN_BINARY openapi, or a build of this tree
//   node make_types.mjs document.json
//
// (openapi-typescript needs the compiler API of TypeScript 5, which TypeScript 7 does not have. Our
// document uses a small part of OpenAPI, and whatever is outside of it is an error here.)
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/**
 * @typedef {{
 *   $ref?: string, type?: string, nullable?: boolean, enum?: unknown[], items?: Schema,
 *   properties?: Record<string, Schema>, required?: string[], additionalProperties?: boolean | Schema,
 *   oneOf?: Schema[], anyOf?: Schema[],
 * }} Schema
 * @typedef {{name: string, in: string, required?: boolean, schema: Schema}} Parameter
 * @typedef {{content?: Record<string, {schema: Schema}>}} Content
 * @typedef {{parameters?: Parameter[], requestBody?: Content, responses: Record<string, Content>}} Operation
 */

const place = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @returns {string} */
function readDocument() {
  const [file] = process.argv.slice(2);
  if (file) return readFileSync(file, 'utf8');
  const built = ['release', 'dev'].map((preset) => place(`../../../build/${preset}/daemun`)).find(existsSync);
  const binary = process.env['DAEMUN_BINARY'] ?? built;
  if (!binary) throw new Error('no program to ask for its OpenAPI document: build one, or set DAEMUN_BINARY');
  return execFileSync(binary, ['openapi'], {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024});
}

/** @param {Schema} schema @returns {string} */
function toType(schema) {
  const type = toBareType(schema);
  return schema.nullable ? `${type} | null` : type;
}

/** @param {Schema} schema @returns {string} */
function toBareType(schema) {
  if (schema.$ref) return `components['schemas']['${schema.$ref.split('/').at(-1)}']`;
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(' | ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map((choice) => `(${toType(choice)})`).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `(${toType(schema.items ?? {})})[]`;
    case 'object':
      return toObject(schema);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`no type for ${JSON.stringify(schema)}`);
  }
}

/** @param {Schema} schema */
function toObject({properties = {}, required = [], additionalProperties}) {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${toType(schema)};`,
  );
  if (members.length === 0) {
    const values = typeof additionalProperties === 'object' ? toType(additionalProperties) : 'unknown';
    return `{[name: string]: ${values}}`;
  }
  return `{${members.join(' ')}}`;
}

/** @param {Parameter} parameter @param {boolean} isOptional */
function toMember({name, schema}, isOptional) {
  const mark = isOptional ? '?' : '';
  // Every word of a query may be sent several times, and numbers are text there.
  if (isOptional) return `${JSON.stringify(name)}${mark}: ${toType(schema)} | readonly string[] | undefined;`;
  return `${JSON.stringify(name)}: ${toType(schema)};`;
}

/** @param {Operation} operation */
function toParameters({parameters = []}) {
  const path = parameters.filter((one) => one.in === 'path').map((one) => toMember(one, false));
  const query = parameters
    // Our document describes "search" and "search.<field>" as one object.
    .map((one) => (one.name === 'search_params' ? {...one, name: 'search', schema: {type: 'string'}} : one))
    .filter((one) => one.in === 'query')
    .map((one) => toMember(one, !one.required));
  return `{query?: ${query.length ? `{${query.join(' ')}}` : 'never'}; path${path.length ? '' : '?'}: ${
    path.length ? `{${path.join(' ')}}` : 'never'
  };}`;
}

/** @param {Content | undefined} content */
const toContent = (content) =>
  Object.entries(content?.content ?? {})
    .map(([type, {schema}]) => `${JSON.stringify(type)}: ${toType(schema)};`)
    .join(' ');

/** @param {Operation} operation */
function toOperation(operation) {
  const body = operation.requestBody
    ? `requestBody: {content: {${toContent(operation.requestBody)}}};`
    : 'requestBody?: never;';
  const replies = Object.entries(operation.responses).map(([status, reply]) => {
    const content = toContent(reply);
    return `${status}: {content${content ? `: {${content}}` : '?: never'}};`;
  });
  return `{parameters: ${toParameters(operation)}; ${body} responses: {${replies.join(' ')}};}`;
}

const document = JSON.parse(readDocument());
const paths = Object.entries(document.paths).map(([path, methods]) => {
  const rows = Object.entries(methods).map(([method, operation]) => `    ${method}: ${toOperation(operation)};`);
  return `  '${path}': {\n${rows.join('\n')}\n  };`;
});
const schemas = Object.entries(document.components.schemas).map(
  ([name, schema]) => `    ${name}: ${toType(/** @type {Schema} */ (schema))};`,
);
/** @type {string[]} */
const auditKeys = document.paths['/api/logs'].get.parameters.find(
  (/** @type {Parameter} */ {name}) => name === 'logKey',
)['x-known-values'];
const text = `// Made by build/make_types.mjs from the OpenAPI document. Not committed.
export interface paths {
${paths.join('\n')}
}
export interface components {
  schemas: {
${schemas.join('\n')}
  };
}
/** The keys of the audit log. */
export type AuditKey = ${auditKeys.map((key) => JSON.stringify(key)).join(' | ')};
`;
writeFileSync(place('../src/api/schema.d.ts'), text);
