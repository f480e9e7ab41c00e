import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server holds it; a test changes it to let it move on. */
export interface MockRequest {
  service_request_id: string;
  status: 'open' | 'closed';
  service_code: string;
  service_name: string;
  description: string;
  address: string;
  media_url: string;
  /** epoch seconds */
  requested: number;
  /** epoch seconds; null: none was told */
  updated: number | null;
  lat: number;
  long: number;
}

export interface MockBehaviour {
  /** The most requests in one answer. */
  cap: number;
  /** How `page` and `page_size` are understood; `none`: not at all. */
  paging: 'none' | 'fromZero' | 'fromOne';
  /** Whether `service_request_id` may hold several. */
  idLists: boolean;
  apiKey: string | null;
  jurisdiction: string | null;
  /** What is answered next instead, in this order; a function may also keep the connection open. */
  readonly faults: ((response: ServerResponse) => void)[];
}

/** A question that was asked. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * A server of Open311 GeoReport v2, written from the specification (wiki.open311.org/GeoReport_v2): services and
 * requests in JSON and XML, at most 90 days a question, 404 for an unknown jurisdiction, 403 for a wrong key.
 */
export class Open311Server implements AsyncDisposable {
  readonly requests: MockRequest[] = [];
  readonly asked: Asked[] = [];
  readonly behaviour: MockBehaviour = {
    cap: 1000,
    paging: 'none',
    idLists: true,
    apiKey: null,
    jurisdiction: null,
    faults: [],
  };
  /** How many questions are being answered at once, at most. */
  mostAtOnce = 0;
  private atOnce = 0;
  private readonly server = createServer((request, response) => {
    this.atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    response.on('close', () => this.atOnce--);
    this.answer(request, response);
  });

  static async start(): Promise<Open311Server> {
    const mock = new Open311Server();
    await new Promise<void>((done) => mock.server.listen(0, '127.0.0.1', done));
    return mock;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/open311/v2`;
  }

  /** The times that were asked for, in days. */
  get spans(): number[] {
    return this.asked.flatMap(({ query }) => {
      const from = Date.parse(query.get('start_date') ?? '');
      const to = Date.parse(query.get('end_date') ?? '');
      return Number.isNaN(from) || Number.isNaN(to) ? [] : [(to - from) / 86_400_000];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', this.endpoint);
    this.asked.push({ path: pathname, query });
    const fault = this.behaviour.faults.shift();
    if (fault) {
      fault(response);
      return;
    }
    const match = /^\/open311\/v2\/(services|requests)(?:\/([^/]+))?\.(json|xml)$/.exec(pathname);
    const format = match?.[3] === 'xml' ? 'xml' : 'json';
    const { jurisdiction, apiKey } = this.behaviour;
    if (!match) sendError(response, 'json', 404, 'no such resource');
    else if (apiKey !== null && query.get('api_key') !== apiKey) {
      sendError(response, format, 403, 'api_key was not valid');
    } else if (jurisdiction !== null && query.get('jurisdiction_id') !== jurisdiction) {
      sendError(response, format, 404, 'jurisdiction_id provided was not found');
    } else if (match[1] === 'services') send(response, format, 'services', 'service', this.services());
    else if (match[2]) this.one(response, format, decodeURIComponent(match[2]));
    else this.many(response, format, query);
  }

  private services(): Fields[] {
    const names = new Map(this.requests.map((one) => [one.service_code, one.service_name]));
    return Array.from(names, ([service_code, service_name]) => ({
      service_code,
      service_name,
      description: '',
      metadata: 'false',
      type: 'realtime',
      keywords: '',
      group: 'Street cleanliness',
    }));
  }

  private one(response: ServerResponse, format: 'json' | 'xml', id: string): void {
    const found = this.requests.filter((one) => one.service_request_id === id);
    if (found.length === 0) sendError(response, format, 404, 'service_request_id was not found');
    else send(response, format, 'service_requests', 'request', found.map(fieldsOf));
  }

  private many(response: ServerResponse, format: 'json' | 'xml', query: URLSearchParams): void {
    const { cap, paging, idLists } = this.behaviour;
    const ids = query.get('service_request_id');
    if (ids !== null) {
      const wanted = new Set(idLists ? ids.split(',') : [ids]);
      const found = this.requests.filter((one) => wanted.has(one.service_request_id));
      send(response, format, 'service_requests', 'request', found.slice(0, cap).map(fieldsOf));
      return;
    }
    const dates = [query.get('start_date'), query.get('end_date')].map((text) => text ?? '');
    const [from, to] = dates.map((text) => Date.parse(text) / 1000);
    const zoned = dates.every((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text));
    if (!zoned || from! > to! || to! - from! > 90 * 86_400) {
      sendError(response, format, 400, 'start_date and end_date may not span more than 90 days');
      return;
    }
    const found = this.requests
      .filter(({ requested }) => requested >= from! && requested <= to!)
      .sort((a, b) => b.requested - a.requested || (a.service_request_id < b.service_request_id ? -1 : 1));
    const size = paging === 'none' ? cap : Math.min(cap, Number(query.get('page_size') ?? cap));
    const first = paging === 'fromOne' ? 1 : 0;
    const page = paging === 'none' ? 0 : Number(query.get('page') ?? first) - first;
    send(
      response,
      format,
      'service_requests',
      'request',
      found.slice(page * size, (page + 1) * size).map(fieldsOf),
    );
  }
}

type Fields = Readonly<Record<string, string | number | null>>;

function fieldsOf({ requested, updated, ...request }: MockRequest): Fields {
  return {
    ...request,
    agency_responsible: 'Waste Operations',
    requested_datetime: w3c(requested),
    ...(updated === null ? {} : { updated_datetime: w3c(updated) }),
  };
}

const w3c = (at: number) => new Date(at * 1000 + 4 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+04:00');

function send(
  response: ServerResponse,
  format: 'json' | 'xml',
  root: string,
  element: string,
  records: readonly Fields[],
  status = 200,
): void {
  const text =
    format === 'json'
      ? JSON.stringify(records)
      : `<?xml version="1.0" encoding="utf-8"?><${root}>${records
          .map((fields) => `<${element}>${Object.entries(fields).map(elementOf).join('')}</${element}>`)
          .join('')}</${root}>`;
  const type = format === 'json' ? 'application/json' : 'text/xml';
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text);
}

function elementOf([name, value]: [string, string | number | null]): string {
  const text = String(value ?? '').replace(/[<&>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<${name}>${text}</${name}>`;
}

function sendError(
  response: ServerResponse,
  format: 'json' | 'xml',
  code: number,
  description: string,
): void {
  send(response, format, 'errors', 'error', [{ code, description }], code);
}
