import { type ClientRequest, get, type IncomingMessage } from 'node:http';

/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  /** Null where it has none. */
  readonly id: string | null;
  readonly data: string;
}

/** Cuts the bytes of a stream into events; what a broken connection leaves over is none. */
export class EventCutter {
  private rest = '';

  /** The events that are complete with this piece of text. */
  take(text: string): ServerEvent[] {
    const blocks = (this.rest + text).split('\n\n');
    this.rest = blocks.pop()!;
    return blocks.map(eventOf);
  }
}

function eventOf(block: string): ServerEvent {
  let event = 'message';
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    const value = line.slice(colon + 2);
    switch (line.slice(0, colon)) {
      case 'event':
        event = value;
        break;
      case 'id':
        id = value;
        break;
      case 'data':
        data.push(value);
        break;
    }
  }
  return { event, id, data: data.join('\n') };
}

export interface StreamHandlers {
  readonly onOpen?: (response: IncomingMessage) => void;
  readonly onEvent: (event: ServerEvent) => void;
  /** Once, however the stream ends. */
  readonly onEnd: (why: string) => void;
}

/** Opens a stream of events. Destroy what is returned to leave. @param last the id of the last event that one has */
export function openStream(url: string, last: string | null, handlers: StreamHandlers): ClientRequest {
  let over = false;
  const end = (why: string) => {
    if (over) return;
    over = true;
    handlers.onEnd(why);
  };
  const headers = { accept: 'text/event-stream', ...(last === null ? {} : { 'last-event-id': last }) };
  const request = get(url, { headers, agent: false }, (response) => {
    if (response.statusCode !== 200) {
      end(`status ${response.statusCode}`);
      response.resume();
      return;
    }
    handlers.onOpen?.(response);
    const cutter = new EventCutter();
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      for (const event of cutter.take(text)) handlers.onEvent(event);
    });
    response.on('end', () => end('ended'));
    response.on('error', (error) => end(error.message));
    response.on('close', () => end('closed'));
  });
  request.on('error', (error) => end(error.message));
  return request;
}
