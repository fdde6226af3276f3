// Builds static/build/ from what npm installed and from static/src: one stylesheet, the scripts, the fonts.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import * as esbuild from "esbuild";
import * as sass from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const source = join(root, "static", "src");
const finished = join(root, "static", "build");
const target = `${finished}.${process.pid}`;
const FIRST_LOAD_KB = 60;
const FONTS = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-";
// Drawn emoji for the PDFs of records; the package cuts the font into eleven parts.
const EMOJI = "@fontsource/noto-emoji/files/noto-emoji-";
const EMOJI_PARTS = 11;

function refuse(reason) {
  throw new Error(reason);
}

async function styles() {
  const { css } = sass.compile(join(source, "scss", "app.scss"), {
    loadPaths: [root, modules],
    style: "compressed",
    quietDeps: true,
  });
  if (/crest|logotype|GDS Transport/.test(css)) refuse("The stylesheet names a crest, a logotype or GDS Transport, which are not ours to use.");
  await writeFile(join(target, "app.css"), css);
}

async function scripts() {
  const common = { bundle: true, minify: true, target: ["es2020"], legalComments: "none", logLevel: "warning" };
  await esbuild.build({ ...common, entryPoints: [join(source, "js", "app.js")], outfile: join(target, "app.js"), format: "esm" });
  await esbuild.build({ ...common, entryPoints: [join(source, "js", "early.js")], outfile: join(target, "early.js"), format: "iife" });
  // Only the pages on which people sign load this one.
  await esbuild.build({ ...common, entryPoints: [join(source, "js", "signature.js")], outfile: join(target, "signature.js"), format: "esm" });
  await copyFile(join(modules, "htmx.org", "dist", "htmx.min.js"), join(target, "htmx.min.js"));
}

async function fonts() {
  await mkdir(join(target, "fonts"), { recursive: true });
  for (const part of ["latin", "latin-ext"]) {
    await copyFile(join(modules, `${FONTS}${part}-wght-normal.woff2`), join(target, "fonts", `atkinson-${part}.woff2`));
  }
  for (let part = 0; part < EMOJI_PARTS; part += 1) {
    await copyFile(join(modules, `${EMOJI}${part}-400-normal.woff2`), join(target, "fonts", `emoji-${part}.woff2`));
  }
}

async function measure() {
  let sum = 0;
  for (const name of ["app.css", "early.js", "app.js", "htmx.min.js"]) {
    const size = gzipSync(await readFile(join(target, name)), { level: 9 }).length / 1024;
    sum += size;
    console.log(`${name.padEnd(12)} ${size.toFixed(1).padStart(6)} KB compressed`);
  }
  console.log(`${"first load".padEnd(12)} ${sum.toFixed(1).padStart(6)} KB of ${FIRST_LOAD_KB}`);
  if (sum > FIRST_LOAD_KB) refuse("The first load is too heavy.");
}

// Built beside and moved into place, so that nobody is ever served half a build.
await mkdir(target, { recursive: true });
try {
  for (const part of [styles, scripts, fonts, measure]) await part();
  await rm(finished, { recursive: true, force: true });
  await rename(target, finished);
} finally {
  await rm(target, { recursive: true, force: true });
}
