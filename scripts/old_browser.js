// In: the package chrome-aws-lambda, which carries headless Chromium 69 packed. Out: the browser itself,
// node_modules/.cache/chromium-69, which the tests start to see what the oldest browser makes of a page.
// Nobody maintains that package any more: none of its code is run, and a browser of another digest is refused.
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const { pipeline } = require("stream/promises");

const modules = path.join(__dirname, "..", "node_modules");
const packed = path.join(modules, "chrome-aws-lambda", "bin", "chromium-69.0.3494.0.br");
const browser = path.join(modules, ".cache", "chromium-69");

const digest = "072d00f426dd0de3386e5b3aa090229463ddc79a516b32ead9a811221b62308b";

async function unpack() {
  const hash = crypto.createHash("sha256");
  const unfinished = `${browser}.${process.pid}`;
  fs.mkdirSync(path.dirname(browser), { recursive: true });
  await pipeline(
    fs.createReadStream(packed),
    zlib.createBrotliDecompress(),
    async function* (pieces) {
      for await (const piece of pieces) {
        hash.update(piece);
        yield piece;
      }
    },
    fs.createWriteStream(unfinished, { mode: 0o755 }),
  );
  const found = hash.digest("hex");
  if (found !== digest) {
    fs.unlinkSync(unfinished);
    throw new Error(`${packed}: the browser inside has the digest ${found}, not ${digest}`);
  }
  fs.renameSync(unfinished, browser);
}

unpack();
