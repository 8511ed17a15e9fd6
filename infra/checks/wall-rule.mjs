/**
 * A wall: something that may be written only in some places of the tree.
 * @typedef {object} Wall
 * @property {RegExp} inside paths (from the root, with slashes) where it stands
 * @property {RegExp} [except] paths inside where it does not
 * @property {RegExp} [imports] modules that may not be imported there
 * @property {string} [selector] syntax that may not be written there (an ESLint selector)
 * @property {RegExp} [text] narrows the selector to nodes whose text matches
 * @property {string} say what to do instead
 */

const importing = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];

/**
 * One lint rule for a table of walls, so that walls that overlap do not switch one another off (which is what happens
 * to the built-in rules when two blocks of the configuration set them).
 * @param {string} root folder of the repository
 * @param {Wall[]} walls
 * @returns {import('eslint').Rule.RuleModule}
 */
export function wallRule(root, walls) {
  return {
    meta: { type: 'problem', docs: { description: 'walls between the parts of the tree' }, schema: [] },
    create(context) {
      const path = context.filename.slice(root.length + 1).replaceAll('\\', '/');
      const standing = walls.filter(({ inside, except }) => inside.test(path) && !(except?.test(path) ?? false));
      /** @type {Record<string, ((node: import('estree').Node) => void)[]>} */
      const checks = {};
      for (const wall of standing) {
        for (const selector of wall.imports ? importing : [wall.selector ?? '']) {
          const check = (/** @type {import('estree').Node} */ node) => {
            if (breaches(wall, node, context.sourceCode)) context.report({ node, message: wall.say.replaceAll('{{', '{ {') });
          };
          (checks[selector] ??= []).push(check);
        }
      }
      return Object.fromEntries(Object.entries(checks).map(([selector, all]) => [selector, (/** @type {import('estree').Node} */ node) => all.forEach((check) => check(node))]));
    },
  };
}

/**
 * @param {Wall} wall
 * @param {import('estree').Node} node
 * @param {import('eslint').SourceCode} source
 */
function breaches(wall, node, source) {
  if (wall.imports === undefined) return wall.text?.test(source.getText(node)) ?? true;
  const from = 'source' in node && node.source !== null && node.source !== undefined && 'value' in node.source ? node.source.value : undefined;
  return typeof from === 'string' && wall.imports.test(from);
}
