import {generate} from 'lean-qr';
import {toSvgPath} from 'lean-qr/extras/svg';

const quiet = 4;

/** Cameras read dark on light, whatever the theme. For texts below 2,000 bytes. */
export function QrPicture({text, label}: {text: string; label: string}) {
  const code = generate(text);
  const size = code.size + 2 * quiet;
  return (
    <svg viewBox={`${-quiet} ${-quiet} ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path fill="#fff" d={`M${-quiet} ${-quiet}h${size}v${size}h${-size}z`} />
      <path fill="#000" d={toSvgPath(code)} />
    </svg>
  );
}
