// Holds a source map against its bundle: node check-map.mjs BUNDLE [FEWEST]. Where a segment begins a
// name in the bundle and in the source, the name is the same, or the map tells the one of the source.
import { readFileSync } from "node:fs";

const [file, fewest = "1"] = process.argv.slice(2);
const map = JSON.parse(readFileSync(file + ".map", "utf8"));
const generated = readFileSync(file, "utf8").split("\n");
const sources = map.sourcesContent.map((text) => text.split("\n"));
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const name = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const gone = new Set(["require", "import", "this", "export", "default"]);

function decode(text) {
  const numbers = [];
  for (let i = 0, shift = 0, value = 0; i < text.length; i++) {
    const digit = digits.indexOf(text[i]);
    if (digit < 0) throw new Error("no VLQ: " + text);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value % 2 ? -Math.floor(value / 2) : value / 2);
    shift = value = 0;
  }
  return numbers;
}

function nameAt(line, column) {
  name.lastIndex = column;
  return name.exec(line ?? "")?.[0];
}

let checked = 0, wrong = 0, source = 0, line = 0, column = 0, called = 0;
const fault = (text) => {
  if (wrong++ < 10) console.log(text);
};
map.mappings.split(";").forEach((segments, row) => {
  let at = 0;
  for (const segment of segments ? segments.split(",") : []) {
    const numbers = decode(segment);
    at += numbers[0];
    source += numbers[1];
    line += numbers[2];
    column += numbers[3];
    if (numbers.length > 4) called += numbers[4];
    const place = `${row + 1}:${at} <- ${map.sources[source]}:${line + 1}:${column}`;
    if (numbers[0] < 0 || at > generated[row].length || column > (sources[source]?.[line]?.length ?? -1))
      fault(`${place}: is nowhere`);
    const before = nameAt(sources[source][line], column), now = nameAt(generated[row], at);
    if (numbers.length > 4 && before !== map.names[called]) fault(`${place}: is not ${map.names[called]}`);
    if (numbers.length > 4 || !before || !now || gone.has(before)) continue;
    checked++;
    if (before !== now) fault(`${place}: \`${now}\` was \`${before}\``);
  }
});
if (map.version !== 3 || map.sources.length !== sources.length) fault("sources without content");
if (wrong || checked < Number(fewest)) {
  console.log(`${checked} names checked, ${wrong} wrong`);
  process.exit(1);
}
console.log(`${checked} names`);
