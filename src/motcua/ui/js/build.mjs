// Bundles the stylesheets, fonts and scripts of the pages into static/build. Run by `motcua frontend`, or `npm run build`.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

await build({
  entryPoints: { motcua: here("../css/main.css"), public: here("public.js"), office: here("office.js"), waiting: here("waiting.js"), offline: here("offline/page.js") },
  outdir: here("../static/build"),
  bundle: true,
  minify: true,
  target: ["es2020", "chrome87", "firefox78", "safari15"],
  format: "iife",
  charset: "utf8",
  legalComments: "none",
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  logLevel: "warning",
});
