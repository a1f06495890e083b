import fastifyMultipart, { type Multipart } from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { invalidRequest, notFound } from '../../platform/errors.ts'
import { Id } from '../../platform/schemas.ts'
import { findImport, listFindings, listImports } from './queries.ts'
import {
  FindingListSchema,
  FindingQuery,
  ImportBodySchema,
  ImportListQuery,
  ImportListSchema,
  ImportSchema,
  ImportStartedSchema,
} from './schemas.ts'
import { partsOfBody, startImport, type UploadPart } from './start-import.ts'
import '../../platform/services.ts'

const planner = { access: { role: 'planner', jurisdiction: 'public' } } as const
const problem = Type.Ref('Problem')

/** Larger files are imported on the server's own command line. */
const UPLOAD_BYTES = 2 * 1024 ** 3

export const routes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(fastifyMultipart, {
    limits: { fileSize: UPLOAD_BYTES, files: 100, fields: 10, fieldSize: 8 * 1024 ** 2, fieldNameSize: 100 },
    throwFileSizeLimit: false,
  })

  app.post(
    '/imports',
    {
      config: planner,
      schema: {
        operationId: 'startImport',
        summary: 'Import files: areas, buildings, barriers or units; a job',
        description:
          'Either multipart/form-data with one or more file parts and a field "options" (JSON), or JSON with the features themselves.',
        tags: ['imports'],
        consumes: ['multipart/form-data', 'application/json'],
        body: { content: { 'application/json': { schema: ImportBodySchema } } },
        response: { 202: ImportStartedSchema, default: problem },
      },
    },
    async (request, reply) => {
      const job = await startImport(app, partsOf(request), request.principal)
      return reply.code(202).header('location', `/api/jobs/${job}`).send({ job })
    },
  )

  app.get(
    '/imports',
    {
      config: planner,
      schema: {
        operationId: 'listImports',
        summary: 'Imports, newest first',
        tags: ['imports'],
        querystring: ImportListQuery,
        response: { 200: ImportListSchema, default: problem },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 100
      const found = await listImports(app.db, { ...request.query, limit })
      const imports = found.slice(0, limit)
      return { imports, next: found.length > limit ? (imports.at(-1)?.id ?? null) : null }
    },
  )

  app.get(
    '/imports/:id',
    {
      config: planner,
      schema: {
        operationId: 'getImport',
        summary: 'One import with its counts',
        tags: ['imports'],
        params: Type.Object({ id: Id }),
        response: { 200: ImportSchema, default: problem },
      },
    },
    async (request) => {
      const found = await findImport(app.db, request.params.id)
      if (!found) throw notFound('import', request.params.id)
      return found
    },
  )

  app.get(
    '/imports/:id/findings',
    {
      config: planner,
      schema: {
        operationId: 'listImportFindings',
        summary: 'What an import repaired, rejected or found suspicious',
        tags: ['imports'],
        params: Type.Object({ id: Id }),
        querystring: FindingQuery,
        response: { 200: FindingListSchema, default: problem },
      },
    },
    async (request) => {
      const { id } = request.params
      if (!(await findImport(app.db, id))) throw notFound('import', id)
      const limit = request.query.limit ?? 100
      const found = await listFindings(app.db, id, { ...request.query, limit })
      const findings = found.slice(0, limit)
      return { findings, next: found.length > limit ? (findings.at(-1)?.ordinal ?? null) : null }
    },
  )
}

function partsOf(request: FastifyRequest): AsyncIterable<UploadPart> {
  if (request.isMultipart()) return partsOfForm(request.parts())
  if (!request.body)
    throw invalidRequest('body', 'The request has no body.', {
      remedy: 'Send files as multipart/form-data, or {"features": …, "options": …} as application/json.',
    })
  const { features, options = {} } = request.body as Static<typeof ImportBodySchema>
  return partsOfBody(features, options)
}

async function* partsOfForm(parts: AsyncIterable<Multipart>): AsyncGenerator<UploadPart> {
  try {
    for await (const part of parts)
      yield part.type === 'field'
        ? { kind: 'field', name: part.fieldname, value: part.value }
        : {
            kind: 'file',
            fileName: part.filename,
            content: part.file,
            isTruncated: () => part.file.truncated,
          }
  } catch (error) {
    // The form's parser throws plain errors for forms that are broken: no boundary, no end.
    if (error instanceof Error && !('statusCode' in error))
      throw invalidRequest('body', `The form is broken: ${error.message}.`)
    throw error
  }
}
