/** @typedef {import('./wall-rule.mjs').Wall} Wall */

const everywhere = /^(apps|libs|infra)\//;
const server = /^libs\/[^/]+\/server\/src\//;
const pure = /^libs\/(kernel|phrases|[^/]+\/(rules|scene))\/src\//;
/** Doses are computed here: whole micrograms, whole microlitres, nothing between. */
const wholeNumbers = /^libs\/(medicines|taper)\/rules\/src\//;
const spec = /\.(spec|int-spec|promise)\.tsx?$/;
/** Places whose code never runs in the product. */
const testCode = /\.(spec|int-spec|promise)\.tsx?$|\/src\/testing(\.ts|\/)|^apps\/(smoke|bench)\/|^libs\/testing\/|^infra\//;
const settings = /\.config\.(ts|mjs)$|^infra\/|^apps\/web\/build\//;
const sql = String.raw`/^\s*(select|SELECT|insert into|INSERT INTO|update \S+ set|UPDATE \S+ SET|delete from|DELETE FROM|with \S+ as \(|WITH \S+ AS \()/`;

/**
 * Walls inside a project; those between projects are the tags in eslint.config.mjs.
 * Each has a fixture in infra/checks/walls that must fail.
 * @type {Wall[]}
 */
export const walls = [
  {
    imports: /^typeorm(\/|$)/,
    inside: everywhere,
    except: /^libs\/[^/]+\/server\/src\/store\/|^libs\/platform\/database\/|^libs\/testing\//,
    say: 'Only store/ talks to TypeORM. Take a Tx and call a store or a reader.',
  },
  {
    imports: /^pg(\/|$)/,
    inside: everywhere,
    except: /^libs\/[^/]+\/server\/src\/store\/|^libs\/(platform|testing)\/|^libs\/product\/src\/(demo\/|create-admin\.ts$)|^apps\/cli\/|^infra\/|^apps\/(smoke|bench)\/|\.(int-spec|promise)\.ts$|\/src\/testing\.ts$/,
    say: 'Only store/ and platform talk to PostgreSQL. Take a Tx and call a store or a reader.',
  },
  {
    selector: `:matches(Literal[value=${sql}], TemplateElement[value.raw=${sql}])`,
    inside: server,
    except: /\/store\/|\.(spec|int-spec)\.ts$|\/src\/testing(\.ts|\/)/,
    say: 'SQL lives in store/. Write a method there and call it with the Tx.',
  },
  {
    imports: /^@nestjs\/graphql(\/|$)/,
    inside: everywhere,
    except: /^libs\/[^/]+\/server\/src\/graphql\/|^libs\/platform\/graphql\//,
    say: 'Use cases know nothing of GraphQL. Put the type or resolver into graphql/ and call run(...) from there.',
  },
  {
    imports: /^@evenkeel\/(queue|realtime)$/,
    inside: /^libs\/[^/]+\/server\/src\/use-cases\//,
    // Sending is the one use case for which the bell on the open page is itself a channel, rung after its claim.
    except: /\.(spec|int-spec)\.ts$|^libs\/escalation\/server\/src\/use-cases\/send-due-notifications\.ts$/,
    say: 'A use case neither queues nor emits. Write an outbox row in the transaction; jobs.ts, handlers.ts and realtime.ts take it from there.',
  },
  {
    imports: /^node:|^(fs|path|os|crypto|child_process|net|http|https)$/,
    inside: pure,
    except: spec,
    say: 'Rules are pure and run in the browser too. Take what you need as an argument.',
  },
  {
    selector:
      ":matches(MemberExpression[object.name='Date'][property.name='now'], NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date'], MemberExpression[object.name='performance'][property.name='now'], MemberExpression[object.name='Temporal'][property.name='Now'])",
    inside: pure,
    except: spec,
    say: 'Rules have no clock. Take `now` as an argument, so that a decision can be replayed.',
  },
  {
    selector: ":matches(MemberExpression[object.name='Math'][property.name='random'], MemberExpression[object.name='crypto'])",
    inside: pure,
    except: spec,
    say: 'Rules have no chance. Take the random value or the id as an argument.',
  },
  {
    // A number with a point, an exponent or beyond what is held exactly. `raw` is what was typed, separators included.
    selector: 'Literal[raw=/^(?!0[xXbBoO])[\\d_]*(\\.|\\d[eE])/]',
    inside: wholeNumbers,
    except: spec,
    say: 'Doses are whole numbers. Write micrograms or microlitres: 500, not 0.5.',
  },
  {
    // A whole number of any length (bigint) divides into whole numbers; one such operand is proof, the compiler refuses a mixture.
    selector:
      ":matches(BinaryExpression[operator='/'], BinaryExpression[operator='**']):not(:has(> Literal[bigint]), :has(> CallExpression[callee.name='BigInt'])), :matches(AssignmentExpression[operator='/='], AssignmentExpression[operator='**=']):not(:has(> Literal[bigint]))",
    inside: wholeNumbers,
    except: spec,
    say: 'Doses are whole numbers. Divide with divideDown, divideUp, divideNearest or divideExactly of the kernel.',
  },
  {
    selector: ":matches(Identifier[name=/^(parseFloat|toFixed|toPrecision|toExponential|EPSILON)$/], Literal[value=/^(parseFloat|toFixed|toPrecision|toExponential)$/])",
    inside: wholeNumbers,
    except: spec,
    say: 'Doses are whole numbers. Read and write digits, never fractions.',
  },
  {
    selector: ":matches(MemberExpression[object.name='Math']:not([computed=false][property.name=/^(min|max|abs|sign)$/]), :not(MemberExpression) > Identifier[name='Math'], Identifier[name='globalThis'])",
    inside: wholeNumbers,
    except: spec,
    say: 'Doses are whole numbers. Of Math only min, max, abs and sign keep them whole; round with the divisions of the kernel.',
  },
  {
    imports: /^@evenkeel\/(testing|infra)(\/|$)|^@evenkeel\/.*\/testing$|^(@jest\/globals|fast-check|supertest|playwright-core|smtp-server|axe-core)(\/|$)|^@nestjs\/testing$/,
    inside: everywhere,
    except: testCode,
    say: 'Test code stays out of the product. Import it from a spec, testing.ts, smoke or bench only.',
  },
  {
    selector: ":matches(MemberExpression[object.name='Scope'][property.name=/^(REQUEST|TRANSIENT)$/])",
    inside: everywhere,
    say: 'Request-scoped providers are made anew for every field. Put what belongs to a request into its context.',
  },
  {
    selector: ":matches(CallExpression[callee.name='forwardRef'], ImportSpecifier[imported.name='forwardRef'])",
    inside: /^(apps\/(?!web\/)|libs\/)/,
    say: 'A circle between modules: facts flow through readers of a layer above, news through the outbox.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env'], MemberExpression[object.name='process'] > Literal[value='env']",
    inside: /^(apps|libs)\//,
    except: new RegExp(`^libs/platform/config/|^apps/(api|worker|cli)/src/main\\.ts$|${testCode.source}|${settings.source}|\\.mjs$`),
    say: 'One place reads the environment: add the variable to platform/config and take the Config.',
  },
  {
    selector: "MemberExpression[object.name='console']",
    inside: /^(libs|apps\/(api|worker|web))\//,
    except: new RegExp(`${testCode.source}|\\.mjs$`),
    say: 'Write to the logger, which redacts; the console does not. In the browser show a message instead.',
  },
  {
    selector: 'ExportDefaultDeclaration',
    inside: everywhere,
    except: /\.config\.(ts|mjs)$|\.d\.ts$|^infra\/checks\/(postgres|integration)\.(setup|teardown)\.mjs$|codegen\.ts$/,
    say: 'Export by name, so that a thing is called the same everywhere.',
  },
  {
    selector: 'TSEnumDeclaration',
    inside: everywhere,
    say: "Use a union of strings: type Side = 'left' | 'right'.",
  },
  {
    imports: /^\.{1,2}(\/.*)?\/index\.js$|^\.{1,2}\/?$/,
    inside: /^(apps|libs)\//,
    except: /\.(spec|int-spec)\.ts$/,
    say: 'Inside a project import the file itself: its own index invites circles.',
  },
  {
    selector: 'JSXText',
    text: /\p{L}/u,
    inside: /^apps\/web\/src\//,
    except: /^apps\/web\/src\/kit\/|\.spec\.tsx?$/,
    say: 'Every word on the screen comes from the catalogues, in English and Spanish: t("...").',
  },
  {
    selector:
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > Literal, :matches(JSXElement, JSXFragment) > JSXExpressionContainer > TemplateLiteral > TemplateElement',
    text: /\p{L}{2}/u,
    inside: /^apps\/web\/src\//,
    except: /^apps\/web\/src\/kit\/|\.spec\.tsx?$/,
    say: 'Every word on the screen comes from the catalogues, in English and Spanish: t("...").',
  },
  {
    selector: 'JSXAttribute[name.name=/^(aria-label|aria-description|title|placeholder|alt|label|description|errorMessage)$/] > Literal',
    text: /\p{L}{2}/u,
    inside: /^apps\/web\/src\//,
    except: /^apps\/web\/src\/kit\/|\.spec\.tsx?$/,
    say: 'What a screen reader says comes from the catalogues too: t("...").',
  },
];
