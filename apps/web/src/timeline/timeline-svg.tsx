import { xOfDay, type Mark, type Scene, type TextMark } from '@evenkeel/timeline-scene';
import { memo } from 'react';

/** One mark of a scene as an element; the scene has decided everything about it. */
const Drawn = ({ mark }: { readonly mark: Mark }) => mark.kind === 'path' ? (
  <path
    d={mark.d}
    data-mark={mark.key}
    fill={mark.fill ?? 'none'}
    fillOpacity={mark.fillOpacity === 1 ? undefined : mark.fillOpacity}
    stroke={mark.stroke ?? undefined}
    strokeWidth={mark.stroke === null ? undefined : mark.strokeWidth}
    strokeOpacity={mark.strokeOpacity === 1 ? undefined : mark.strokeOpacity}
    strokeDasharray={mark.dash ?? undefined}
    strokeLinecap={mark.round ? 'round' : undefined}
    strokeLinejoin={mark.round ? 'round' : undefined}
  />
) : (
  <text
    x={mark.x}
    y={mark.y}
    fontSize={mark.size}
    fontWeight={mark.bold ? 600 : undefined}
    textAnchor={mark.anchor === 'start' ? undefined : mark.anchor}
    fill={mark.fill}
    stroke={mark.halo ?? undefined}
    strokeWidth={mark.halo === null ? undefined : 4}
    strokeLinejoin={mark.halo === null ? undefined : 'round'}
    paintOrder={mark.halo === null ? undefined : 'stroke'}
  >
    {mark.text}
  </text>
);

/** Everything that does not change while a day is chosen. */
export const Marks = memo(function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return <g>{marks.map((mark) => <Drawn key={mark.key} mark={mark} />)}</g>;
});

interface TimelineSvgProps {
  readonly scene: Scene;
  /** Names of lanes; left out where a layer above the scroller draws them. */
  readonly titles: readonly TextMark[];
  readonly day: number;
  /** Under the mouse, before it is chosen. */
  readonly hovered: number | null;
  /** Overall score of the chosen day, for the ring on the line; `null` for none. */
  readonly score: number | null;
  readonly labelledBy: string;
  readonly describedBy: string;
}

/**
 * A scene as an image: one element for each mark, at most 700 in all for any range. It is named by the headline and takes
 * no focus; what the pointer can do, the slider below can do.
 */
export function TimelineSvg({ scene, titles, day, hovered, score, labelledBy, describedBy }: TimelineSvgProps) {
  const { width, height, plot } = scene;
  const x = xOfDay(scene, day);
  const y = score === null || scene.score === null ? null : scene.score.zero + ((scene.score.ten - scene.score.zero) * score) / 10;
  return (
    <svg
      role="img"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily="inherit"
      data-score-zero={scene.score?.zero}
      data-score-ten={scene.score?.ten}
      data-plot-left={plot.left}
      data-day-width={plot.dayWidth}
    >
      <Marks marks={scene.marks} />
      {titles.length > 0 ? <Marks marks={titles} /> : null}
      {hovered === null || hovered === day ? null : <path d={`M${xOfDay(scene, hovered)},${plot.top}V${plot.bottom}`} stroke="var(--text-muted)" strokeWidth={1} />}
      <path d={`M${x},${plot.top}V${plot.bottom}`} stroke="var(--focus)" strokeWidth={2} data-chosen-day={day} />
      {y === null ? null : <circle cx={x} cy={y} r={5} fill="var(--surface)" stroke="var(--focus)" strokeWidth={2.2} />}
    </svg>
  );
}
