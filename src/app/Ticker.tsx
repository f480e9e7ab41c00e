import { useEffect, useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import { publisherNow } from '../feed/live/machine.ts';
import { nameOfKey } from '../i18n/names.ts';
import { useText } from '../i18n/Provider.tsx';
import type { City } from '../model/city.ts';
import { chooseArea } from '../views/map/mapChoice.ts';
import type { ViewActions } from '../views/view.ts';
import { live } from './live.ts';
import type { Arrival } from './liveArrivals.ts';
import { seated, seatsIn } from './tickerSeats.ts';

interface Props {
  readonly board: Board;
  readonly onFilter: ViewActions['onFilter'];
}

/** The newest requests, on one line: where, about what, through which channel, how long ago. */
export function Ticker({ board, onFilter }: Props) {
  const { t } = useText();
  const state = useStore(live, (view) => view.state);
  const off = useStore(live, (view) => view.off);
  const goesOn = useStore(board.store, ({ opening }) => opening?.manifest.live === true);
  const newest = useStore(live, (view) => view.arrivals.newest);
  const city = useStore(board.store, ({ opening }) => opening?.city);
  const at = useNow();
  const { place, shown } = useSeated(newest);
  // Its place is kept while the feed is yet to begin.
  if (!city || !goesOn || off) return null;
  const now = state ? publisherNow(state, at) : 0;
  return (
    <section className="ticker" aria-label={t('ticker.title')} ref={place}>
      <h2 className="ticker-title">{t('ticker.title')}</h2>
      {shown.length === 0 && <p className="cut ticker-none">{t(state ? 'ticker.none' : 'ticker.waiting')}</p>}
      <ul className="ticker-list">
        {shown.map((arrival) => (
          <li key={arrival.rid} className="ticker-item">
            <Entry arrival={arrival} city={city} age={now - arrival.opened} onFilter={onFilter} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The newest requests, each in its seat, for as many seats as the line has room. */
function useSeated(newest: readonly Arrival[]) {
  const [line, setLine] = useState<HTMLElement | null>(null);
  const [seats, setSeats] = useState(1);
  const [shown, setShown] = useState<readonly Arrival[]>([]);
  useLayoutEffect(() => {
    if (!line) return;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setSeats(seatsIn(line.clientWidth / rem));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(line);
    return () => observer.disconnect();
  }, [line]);
  useLayoutEffect(() => setShown((before) => seated(before, newest, seats)), [newest, seats]);
  return { place: setLine, shown };
}

interface EntryProps {
  readonly arrival: Arrival;
  readonly city: City;
  /** Seconds. */
  readonly age: number;
  readonly onFilter: ViewActions['onFilter'];
}

function Entry({ arrival, city, age, onFilter }: EntryProps) {
  const text = useText();
  const { t, formats } = text;
  const zone = city.words.zone[arrival.zone];
  const name = zone ? text.name(zone) : nameOfKey(text, city, 'zone', -1);
  const topic = city.words.topic[arrival.topic];
  const what = [
    topic ? text.name(topic) : null,
    nameOfKey(text, city, 'channel', arrival.channel),
    nameOfKey(text, city, 'category', arrival.category),
  ].filter((part) => part !== null);
  const words = (
    <>
      <bdi className="ticker-zone">{name}</bdi>
      <span className="cut ticker-what" title={what.join(' · ')}>
        {what.join(' · ')}
      </span>
      <span className="ticker-age num">{formats.ago(age)}</span>
    </>
  );
  if (!zone) return <span className="ticker-entry">{words}</span>;
  return (
    <button
      type="button"
      className="ticker-entry"
      aria-description={t('ticker.choose', { zone: name })}
      onClick={() => onFilter((filter) => chooseArea(city, filter, 'zone', zone.id, false))}
    >
      {words}
    </button>
  );
}

/** The browser's monotonic clock in milliseconds, told anew every five seconds. */
function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
