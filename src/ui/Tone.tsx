import './Tone.css';

/** Whether a change or a value is good news. */
export type Tone = 'good' | 'bad' | 'neutral';
export type Heading = 'up' | 'down' | 'flat';

/** The direction of a change as a shape: a triangle up or down, or a bar. */
export function Arrow({ heading }: { readonly heading: Heading }) {
  const path = { up: 'M5 1.5 9.5 8.5H.5Z', down: 'M5 8.5.5 1.5h9Z', flat: 'M1 4h8v2H1Z' }[heading];
  return (
    <svg className="tone-arrow" viewBox="0 0 10 10" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** Met or missed as a shape: a dot, or a triangle with a stroke. */
export function Mark({ met }: { readonly met: boolean }) {
  return (
    <svg className="tone-mark" data-met={met} viewBox="0 0 12 12" aria-hidden="true">
      {met ? (
        <path className="tone-check" d="M1.8 6.4 4.8 9.3 10.4 3" />
      ) : (
        <>
          <path d="M6 .8 11.7 11H.3Z" />
          <path className="tone-cut" d="M6 4.4v3M6 8.7v.9" />
        </>
      )}
    </svg>
  );
}
