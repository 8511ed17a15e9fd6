import { expect } from 'expect';

/** @typedef {{ name: string, run: () => unknown }} Test */

/** Where the specs put their tests when they are loaded. @type {Test[]} */
const tests = [];
/** @type {string[]} */
const within = [];

/**
 * @param {string} name
 * @param {() => void} body
 */
function describe(name, body) {
  within.push(name);
  body();
  within.pop();
}

/**
 * @param {string} name
 * @param {() => unknown} run
 */
function it(name, run) {
  tests.push({ name: [...within, name].join(' '), run });
}

/** @param {readonly unknown[]} rows */
it.each = (rows) => (/** @type {string} */ name, /** @type {(...row: unknown[]) => unknown} */ run) => {
  rows.forEach((row, place) => it(`${name} [${place}]`, () => run(...(Array.isArray(row) ? row : [row]))));
};

export { describe, expect, it, tests };
