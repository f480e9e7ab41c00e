import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { mediaTypes } from '../../export/formats.ts';
import { asOfHeader, QuestionError, readQuestion, versionHeader } from '../answers/question.ts';
import { say } from './answer.ts';
import { AnswersAway, type AnswersLink } from './answersLink.ts';
import { refusalOf } from './orders.ts';

const address = '/api/ask';
/** Bytes of a question, at most. */
const bodyLimit = 64 << 10;
/** Milliseconds within which an answer is to begin: the data of a large city may have to be brought into memory first. */
const beginWithin = 600_000;
const types = { json: 'application/json; charset=utf-8', ...mediaTypes };
const refusals = {
  403: 'only the page of this server and what is no page may ask',
  415: 'expected application/json',
};

/** Serves `POST /api/ask`: a question as JSON (`questionSchema`), answered in the format that it names. */
export function serveAsk(server: FastifyInstance, link: AnswersLink): void {
  server.post(address, { bodyLimit }, async (request, reply) => {
    const refusal = refusalOf(request);
    if (refusal) return say(reply, refusal, `${address}: ${refusals[refusal]}`);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    // Who waits for an answer takes nothing, and is not let go for that.
    const { socket } = request.raw;
    const { timeout = 0 } = socket;
    socket.setTimeout(beginWithin);
    try {
      const question = readQuestion(request.body);
      const { version, asOf, bytes } = await link.ask(question, gone.signal);
      return reply
        .header('cache-control', 'no-store')
        .header(versionHeader, version)
        .header(asOfHeader, new Date(asOf * 1000).toISOString())
        .type(types[question.format])
        .send(Readable.from(bytes, { objectMode: false }));
    } catch (error) {
      if (error instanceof QuestionError) return say(reply, 400, error.message);
      if (error instanceof AnswersAway)
        return say(reply.header('retry-after', 5), 503, `${address}: ${error.message}`);
      throw error;
    } finally {
      socket.setTimeout(timeout);
    }
  });
}
