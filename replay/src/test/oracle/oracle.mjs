// The player's own terminal as a judge: reads one JSON command a line, answers one line for each.
//   {"open":[columns,rows]}   a new terminal
//   {"feed":"text"}           output, as the player hands it over: one call for each event
//   {"resize":[columns,rows]} as the player does it: nothing for the size it has
//   {"screen":true}           cursor and rows, in the form below
//   {"widths":[from,to]}      the code points of that range that take two columns
// An answer is "ok", a screen, or "failed MESSAGE" (its terminal may fail on sizes and input that ours takes).
//
// A screen: the cursor as "column,row" or "hidden", then for each row its text, a U+0000, and where looks change
// "column:foreground/background/attributes", all joined by U+0001. Colours are what is painted, so reversed ones are
// exchanged; of a blank only background, underline and strike-through can be seen, and only they are told.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';

const [, , packages] = process.argv;
const player = path.join(packages, 'asciinema-player/dist/bundle/asciinema-player.js');
const source = readFileSync(player, 'utf8');
const SCROLLBACK = 100;

// The bundle keeps its terminal to itself: the part from the glue of its WebAssembly to the loader is run as it is.
function glue() {
  const from = source.indexOf('let wasm;');
  const to = source.indexOf('const vt = init(', from);
  if (from < 0 || to < 0) throw new Error(`no terminal found in ${player}: has the package changed?`);
  return new Function(`${source.slice(from, to)}\nreturn { exports: exports$1, load: __wbg_init, bytes: vtWasmModule };`)();
}

let wasm;
let memory;
async function load() {
  const { exports, load: start, bytes } = glue();
  memory = (await start({ module_or_path: bytes })).memory;
  wasm = exports;
}

const BLANK = 0x20;
const UNDERLINE = 1 << 3;
const STRIKETHROUGH = 1 << 4;
const INVERSE = 1 << 6;

function color(view, offset) {
  switch (view.getUint8(offset)) {
    case 0: return '-';
    case 1: return 'f';
    case 2: return 'b';
    case 3: return String(view.getUint8(offset + 1));
    default: return '#' + [1, 2, 3].map(i => view.getUint8(offset + i).toString(16).padStart(2, '0')).join('');
  }
}

function records([start, count], size, read) {
  const view = new DataView(memory.buffer, start, count * size);
  for (let i = 0; i < count; i++) read(view, i * size);
}

function row(vt, n) {
  const line = vt.getLine(n, false);
  const codepoints = new Uint32Array(memory.buffer, line.codepoints[0], line.codepoints[1]);
  const cells = [];
  records(line.text, 12, (view, at) => {
    const column = view.getUint16(at, true);
    const start = view.getUint16(at + 2, true);
    const length = view.getUint16(at + 4, true);
    for (let i = 0; i < length; i++) {
      cells.push({ column: column + i, code: codepoints[start + i], fg: color(view, at + 6), attrs: view.getUint8(at + 10) & ~INVERSE });
    }
  });
  const at = new Map(cells.map(cell => [cell.column, cell]));
  for (const cell of cells) cell.bg = '-';
  records(line.bg, 8, (view, offset) => {
    const column = view.getUint16(offset, true);
    const width = view.getUint16(offset + 2, true);
    for (let c = column; c < column + width; c++) if (at.has(c)) at.get(c).bg = color(view, offset + 4);
  });
  for (const cell of cells) {
    if (cell.code === BLANK) {
      cell.fg = '-';
      cell.attrs &= UNDERLINE | STRIKETHROUGH;
    }
  }
  records(line.raster_symbols, 12, (view, offset) => {
    const cell = at.get(view.getUint16(offset, true));
    cell.code = view.getUint32(offset + 4, true);
    cell.fg = color(view, offset + 8);
  });
  records(line.vector_symbols, 16, (view, offset) => {
    const cell = at.get(view.getUint16(offset, true));
    cell.code = view.getUint32(offset + 4, true);
    cell.fg = color(view, offset + 8);
    cell.attrs = view.getUint8(offset + 12) & ~INVERSE;
  });
  let text = '';
  let looks = '';
  let before = '-/-/0';
  let next = 0;
  for (const cell of cells) {
    if (cell.column !== next) text += '\u0002'; // the second half of a wide character
    next = cell.column + 1;
    text += String.fromCodePoint(cell.code);
    const look = `${cell.fg}/${cell.bg}/${cell.attrs}`;
    if (look !== before) looks += ` ${cell.column}:${look}`;
    before = look;
  }
  if (next < size[0]) text += '\u0002';
  return text + '\u0000' + looks;
}

let vt;
let size;

function answer(command) {
  if (command.open) {
    if (vt) try { vt.free(); } catch { /* it failed before: its memory is lost */ }
    size = command.open;
    vt = wasm.create(size[0], size[1], SCROLLBACK, false);
    return 'ok';
  }
  if (command.feed !== undefined) {
    vt.feed(command.feed);
    return 'ok';
  }
  if (command.resize) {
    if (command.resize[0] !== size[0] || command.resize[1] !== size[1]) {
      size = command.resize;
      vt.resize(size[0], size[1]);
    }
    return 'ok';
  }
  if (command.widths) {
    const wide = [];
    for (let code = command.widths[0]; code < command.widths[1]; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const one = vt;
      one.feed('\u001b[2J\u001b[H' + String.fromCodePoint(code));
      const cursor = one.getCursor();
      if (cursor[0] === 2) wide.push(code);
    }
    return wide.join(',');
  }
  const cursor = vt.getCursor();
  const lines = [cursor ? `${cursor[0]},${cursor[1]}` : 'hidden'];
  for (let n = 0; n < size[1]; n++) lines.push(row(vt, n));
  return lines.join('\u0001');
}

await load();
for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try {
    reply = answer(JSON.parse(line));
  } catch (error) {
    reply = `failed ${error.message}`.replaceAll('\n', ' ');
    vt = undefined;
    await load();
  }
  process.stdout.write(reply + '\n');
}
