/** The engine's WebAssembly as gzip + base64: the packager puts the text in place of the name. */
const octospiraEngineText = "file://engine.txt";
