/** The engine's WebAssembly as gzip in base64. Staging names the page's own, the packager puts its text in. */
const octospiraEngineText = "file://engine.txt";
