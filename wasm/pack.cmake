# Builds the engines with Emscripten in a build tree of their own, then packs them, for each page:
#   wasm-out/{page}.wasm            the engine itself, for the tests
#   wasm-out/{page}.txt             the same, gzip + base64: what the WebAssembly packages embed
#   wasm-out/engine_code_{page}.js  the same as JavaScript (wasm2js): what the JavaScript package embeds
find_program(NODE node REQUIRED)
find_program(ZOPFLI zopfli REQUIRED)
find_program(WASM_OPT wasm-opt REQUIRED)
find_program(WASM2JS wasm2js REQUIRED)
find_program(TOUCH touch REQUIRED)
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
    ${PROJECT_SOURCE_DIR}/core/*.def
    ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
list(APPEND sources ${PROJECT_SOURCE_DIR}/CMakeLists.txt ${CMAKE_CURRENT_SOURCE_DIR}/engine.cmake)

set(engines)
set(packed)
set(code)
set(targets)
foreach(page IN LISTS OCTOSPIRA_PAGES)
    list(APPEND engines ${out}/${page}.wasm)
    list(APPEND packed ${out}/${page}.txt)
    list(APPEND code ${out}/engine_code_${page}.js)
    list(APPEND targets octospira_engine_${page})
    # Emscripten's own run of Binaryen leaves 2 % that a run over flat code finds.
    list(APPEND copies COMMAND ${WASM_OPT} --flatten --rereloop -Oz -Oz ${tree}/wasm/${page}.wasm -o ${out}/${page}.wasm
        COMMAND ${TOUCH} -r ${out}/begun ${out}/${page}.wasm)
    add_custom_command(OUTPUT ${out}/${page}.txt ${out}/engine_code_${page}.js
        COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs
            ${NODE} ${CMAKE_CURRENT_SOURCE_DIR}/pack.mjs ${out}/${page}.wasm ${out}
            ${ZOPFLI} ${WASM2JS} ${ACORN_OPTIMIZER}
        DEPENDS ${out}/${page}.wasm ${CMAKE_CURRENT_SOURCE_DIR}/pack.mjs ${CMAKE_CURRENT_SOURCE_DIR}/javascript.mjs
        COMMENT "Packing the engine of ${page}" VERBATIM)
endforeach()

# The result is dated by the beginning of the build: a source that is edited meanwhile is newer.
add_custom_command(OUTPUT ${engines}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
    COMMAND ${TOUCH} ${out}/begun
    COMMAND ${environment} ${CMAKE_COMMAND} -S ${PROJECT_SOURCE_DIR} -B ${tree} -G Ninja
        -DCMAKE_TOOLCHAIN_FILE=${EMSCRIPTEN_TOOLCHAIN} -DCMAKE_BUILD_TYPE=None --log-level=WARNING
    COMMAND ${environment} ${CMAKE_COMMAND} --build ${tree} --target ${targets} --parallel 2
    ${copies}
    DEPENDS ${sources} COMMENT "Building the engines with Emscripten" VERBATIM)

add_custom_target(octospira_wasm ALL DEPENDS ${engines} ${packed} ${code})
