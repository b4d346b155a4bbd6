// In: the package chrome-aws-lambda, which carries headless Chromium 69 packed. Out: the browser itself,
// node_modules/.cache/chromium-69, which the tests start to see what the oldest browser makes of a page.
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const { pipeline } = require("stream/promises");

const modules = path.join(__dirname, "..", "node_modules");
const packed = path.join(modules, "chrome-aws-lambda", "bin", "chromium-69.0.3494.0.br");
const browser = path.join(modules, ".cache", "chromium-69");

async function unpack() {
  const unfinished = `${browser}.${process.pid}`;
  fs.mkdirSync(path.dirname(browser), { recursive: true });
  await pipeline(
    fs.createReadStream(packed),
    zlib.createBrotliDecompress(),
    fs.createWriteStream(unfinished, { mode: 0o755 }),
  );
  fs.renameSync(unfinished, browser);
}

unpack();
