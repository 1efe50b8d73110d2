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
add_executable(octospira_engine engine.cpp libc.cpp numbers.cpp)
set_target_properties(octospira_engine PROPERTIES OUTPUT_NAME engine SUFFIX .wasm)
target_link_libraries(octospira_engine PRIVATE octospira_flows)
target_link_options(octospira_engine PRIVATE
    -Oz -flto -fno-exceptions -fno-rtti --no-entry
    -sSTANDALONE_WASM -sENVIRONMENT=web -sFILESYSTEM=0 -sMALLOC=emmalloc
    -sINITIAL_MEMORY=2MB -sTOTAL_STACK=512KB -sALLOW_MEMORY_GROWTH
    -sEXPORTED_FUNCTIONS=${exports})
