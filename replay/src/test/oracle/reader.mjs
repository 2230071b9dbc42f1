// The player's own readers as judges: `node reader.mjs PACKAGES WHAT FILE…` answers with one JSON document, or fails with the
// reader's words.
//   cast FILE                 an asciicast: {"cols","rows","duration","events":[[milliseconds,code,data],…]}
//   segments FOLDER           index.json and its segments: the same, `segments` beside it with the snapshot of each
//   alis FILE                 live messages, each after its length in four bytes: the list of what the player makes of them
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , packages, what, file] = process.argv;
const bundle = path.join(packages, 'asciinema-player/dist/bundle/asciinema-player.js');

// The bundle keeps its readers to itself: they are handed out by one more line at its end.
function player() {
  const source = readFileSync(bundle, 'utf8');
  const end = source.lastIndexOf('return exports;');
  if (end < 0) throw new Error(`no end found in ${bundle}: has the package changed?`);
  globalThis.window = { document: { addEventListener() {} } };
  const readers = 'exports.inside = { parse: PARSERS.get("asciicast"), prepareRecording, loadSegmentedRecording, alisHandler };';
  return new Function(`${source.slice(0, end)}${readers}${source.slice(end)}\nreturn AsciinemaPlayer.inside;`)();
}

async function cast(inside) {
  const recording = inside.prepareRecording(await inside.parse(new Response(readFileSync(file))), {});
  return { cols: recording.cols, rows: recording.rows, duration: recording.duration, events: recording.events };
}

async function segments(inside) {
  globalThis.fetch = async url => new Response(readFileSync(new URL(url)));
  const recording = await inside.loadSegmentedRecording({ url: pathToFileURL(path.join(file, 'index.json')).href });
  const loaded = [];
  for (let i = 0; i < recording.segments.length; i++) loaded.push(await recording.loadSegment(i));
  return { cols: recording.cols, rows: recording.rows, duration: recording.duration, markers: recording.markers,
    starts: recording.segments.map(segment => segment.start), segments: loaded };
}

function alis(inside) {
  const handle = inside.alisHandler({ debug(text) { throw new Error(text); } });
  const bytes = readFileSync(file);
  const made = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const message = bytes.buffer.slice(bytes.byteOffset + at + 4, bytes.byteOffset + at + 4 + length);
    made.push(handle(message) ?? null);
    at += 4 + length;
  }
  return made;
}

const inside = player();
const answer = what === 'cast' ? await cast(inside) : what === 'segments' ? await segments(inside) : alis(inside);
process.stdout.write(JSON.stringify(answer));
