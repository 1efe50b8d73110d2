/** The engine's WebAssembly as LZMA + base85, with what unpacks it. Staging names the page's own, the packager puts its text in. */
const octospiraEngineText = "file://engine.txt";
