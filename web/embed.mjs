// Writes the built page as a C++ source: node embed.mjs DIST OUT.cc
import { readFileSync, readdirSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const [dist, out] = process.argv.slice(2);

function files(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? files(path) : [path]));
}

let arrays = '';
let entries = '';
files(dist).forEach((file, i) => {
  const type = types[extname(file)];
  if (!type) throw new Error(`${file}: no MIME type is known for it: add one to embed.mjs`);
  const path = '/' + relative(dist, file).replace(/^index\.html$/, '');
  const bytes = readFileSync(file);
  const rows = [];
  for (let at = 0; at < bytes.length; at += 32) rows.push([...bytes.subarray(at, at + 32)].join(','));
  arrays += `constexpr unsigned char k${i}[] = {\n${rows.join(',\n')}};\n`;
  entries += `      {${JSON.stringify(path)}, {${JSON.stringify(type)}, text(k${i}, sizeof k${i})}},\n`;
});

mkdirSync(dirname(out), { recursive: true });
writeFileSync(
  out,
  `// Written by web/embed.mjs from the built page.
#include "heed/server/assets.h"

namespace heed::server {
namespace {
std::string_view text(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}
${arrays}}  // namespace

const Assets& page_assets() {
  static const Assets files = {
${entries}  };
  return files;
}
}  // namespace heed::server
`,
);
