// node run.mjs FILE: runs the program, which imports nothing.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const step = instance.exports.run();
if (step !== 0) {
  console.error(`step ${step} failed`);
  process.exit(1);
}
console.log("request, signature and response: as expected");
