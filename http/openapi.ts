import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { App } from './app';
import { refined } from './openapi-document';

const description = `
Cases of an insurer's service standard: open them, see what is due and what may be done, act, follow.

- **Who acts is said by the token**, never by the request: a person by staff id, a service account as \`system:NAME\`. Roles, team and
  delegations are those of the staff tables. Scopes in a token (\`luyue.read\`, \`luyue.sensitive\`, \`luyue.open\`, \`luyue.act\`,
  \`luyue.party\`, \`luyue.events\`, \`luyue.personal\`) narrow a person, and are all that a service account may do.
- **A repeat is harmless**: the same Idempotency-Key, request id, or source and reference is answered as the first time.
- **Errors** are problem details (RFC 9457); \`code\` is stable. 503 and 429 carry Retry-After: nothing is lost, repeat with the same id.
- **Instants** are ISO 8601 with offset; a local time without offset is refused.
- A case that the caller may not know of is 404, like one that does not exist.
`.trim();

const tags = ['Identity', 'Opening', 'Cases', 'Acts', 'Tasks', 'Processes', 'Rules', 'Reports', 'Events', 'Operations'];

/** OpenAPI 3.1 at `/openapi.json`, and a page that shows it at `/docs`, with nothing loaded from elsewhere. Before the routes. */
export async function addDocumentation(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      // Generators name packages after it: letters that every language takes.
      info: { title: 'Luyue', version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      tags: tags.map((name) => ({ name })),
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (made) => refined(jsonSchemaTransformObject(made)),
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // Nothing is loaded from elsewhere, not even the badge of a validator.
    transformStaticCSP: (header) => header.replaceAll(/ https:| validator\.swagger\.io/g, ''),
    uiConfig: { validatorUrl: null, deepLinking: true, docExpansion: 'list', persistAuthorization: false },
    theme: { title: 'Luyue 履约 API' },
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { needs: 'none' } }, async (_request, reply) =>
    reply.type('application/json').send(app.swagger()),
  );
}
