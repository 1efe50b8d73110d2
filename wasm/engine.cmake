# Only these two header folders: all of /usr/include would hide Emscripten's own system headers.
set(headers ${CMAKE_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${headers})
foreach(library nlohmann tl)
    file(CREATE_LINK /usr/include/${library} ${headers}/${library} SYMBOLIC)
endforeach()

# Size first: the page carries these bytes.
target_include_directories(octospira_settings SYSTEM INTERFACE ${headers})
target_compile_definitions(octospira_settings INTERFACE NDEBUG)
target_compile_options(octospira_settings INTERFACE
    -Oz -flto -fno-exceptions -fno-rtti)

set(exports _octospira_input,_octospira_open,_octospira_resume,_octospira_output)
set(linking -Oz -flto -fno-exceptions -fno-rtti --no-entry
    -sSTANDALONE_WASM -sENVIRONMENT=web -sFILESYSTEM=0 -sMALLOC=emmalloc
    -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0  # number_text.cpp; javascript.mjs checks the imports
    -sINITIAL_MEMORY=2MB -sTOTAL_STACK=512KB -sALLOW_MEMORY_GROWTH
    -sEXPORTED_FUNCTIONS=${exports})

# One engine per page of Spira: the same core, with only what that page can be asked for.
foreach(page IN LISTS OCTOSPIRA_PAGES)
    add_executable(octospira_engine_${page} engine.cpp number_text.cpp pages/${page}.cpp)
    set_target_properties(octospira_engine_${page} PROPERTIES OUTPUT_NAME ${page} SUFFIX .wasm)
    target_link_libraries(octospira_engine_${page} PRIVATE octospira_flows)
    target_link_options(octospira_engine_${page} PRIVATE ${linking})
endforeach()
