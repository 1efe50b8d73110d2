# Builds engine.wasm with Emscripten in a build tree of its own, then packs it:
#   wasm-out/engine.wasm     the engine itself, for the tests
#   wasm-out/engine.txt      the same, gzip + base64: what the WebAssembly package embeds
#   wasm-out/engine_code.js  the same as JavaScript (wasm2js): what the JavaScript package embeds
find_program(NODE node REQUIRED)
find_program(ZOPFLI zopfli REQUIRED)
find_program(WASM2JS wasm2js REQUIRED)
find_file(EMSCRIPTEN_TOOLCHAIN Emscripten.cmake REQUIRED
    PATHS /usr/share/emscripten/cmake/Modules/Platform NO_DEFAULT_PATH)
find_file(ACORN_OPTIMIZER acorn-optimizer.js REQUIRED
    PATHS /usr/share/emscripten/tools NO_DEFAULT_PATH)

# Without EM_CACHE Emscripten takes the system libraries that Debian has built already.
set(environment ${CMAKE_COMMAND} -E env --unset=EM_CACHE --unset=CXXFLAGS --unset=LDFLAGS
    NODE_PATH=/usr/share/nodejs)
set(tree ${CMAKE_BINARY_DIR}/wasm-build)
set(out ${CMAKE_BINARY_DIR}/wasm-out)
file(GLOB_RECURSE sources CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/core/*.cpp ${PROJECT_SOURCE_DIR}/core/*.hpp
    ${PROJECT_SOURCE_DIR}/core/CMakeLists.txt
    ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
list(APPEND sources ${PROJECT_SOURCE_DIR}/CMakeLists.txt ${CMAKE_CURRENT_SOURCE_DIR}/engine.cmake)

# The result is dated by the beginning of the build: a source that is edited meanwhile is newer.
find_program(TOUCH touch REQUIRED)
add_custom_command(OUTPUT ${out}/engine.wasm
    COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
    COMMAND ${TOUCH} ${out}/begun
    COMMAND ${environment} ${CMAKE_COMMAND} -S ${PROJECT_SOURCE_DIR} -B ${tree} -G Ninja
        -DCMAKE_TOOLCHAIN_FILE=${EMSCRIPTEN_TOOLCHAIN} -DCMAKE_BUILD_TYPE=None --log-level=WARNING
    COMMAND ${environment} ${CMAKE_COMMAND} --build ${tree} --target octospira_engine --parallel 2
    COMMAND ${CMAKE_COMMAND} -E copy ${tree}/wasm/engine.wasm ${out}/engine.wasm
    COMMAND ${TOUCH} -r ${out}/begun ${out}/engine.wasm
    DEPENDS ${sources} COMMENT "Building the engine with Emscripten" VERBATIM)

add_custom_command(OUTPUT ${out}/engine.txt ${out}/engine_code.js
    COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs
        ${NODE} ${CMAKE_CURRENT_SOURCE_DIR}/pack.mjs ${out}/engine.wasm ${out}
        ${ZOPFLI} ${WASM2JS} ${ACORN_OPTIMIZER}
    DEPENDS ${out}/engine.wasm ${CMAKE_CURRENT_SOURCE_DIR}/pack.mjs
        ${CMAKE_CURRENT_SOURCE_DIR}/javascript.mjs
    COMMENT "Packing the engine" VERBATIM)

add_custom_target(octospira_wasm ALL
    DEPENDS ${out}/engine.wasm ${out}/engine.txt ${out}/engine_code.js)
