# cmake -DOUT=folder -DSPIRA=9.3|8.14 -DMANIFEST=manifest.yaml "-DFILES=x.css;y.svg"
#       "-DPAGES=page=engine-text,engine.js,page.js|page=…" -P stage.cmake
# Makes the flat folder of one package: what our packager and Inflectra's generator both take. A page is
# its name, the name of its engine's text, and the scripts it is put together from.
cmake_minimum_required(VERSION 3.25)
set(versions 9.3 8.14)
if(NOT SPIRA IN_LIST versions)
    message(FATAL_ERROR "SPIRA is ${SPIRA}, must be one of ${versions}.")
endif()
file(REMOVE_RECURSE ${OUT})
file(MAKE_DIRECTORY ${OUT})

# Emptied and not removed, so a finding's line is the line of the source.
file(READ ${MANIFEST} manifest)
foreach(version IN LISTS versions)
    string(REPLACE "." "\\." pattern ${version})
    if(NOT manifest MATCHES "only ${pattern}\n")
        message(FATAL_ERROR "${MANIFEST} has no line for \"only ${version}\".")
    endif()
    if(NOT version STREQUAL SPIRA)
        string(REGEX REPLACE "[^\n]*#[^\n#]*only ${pattern}\n" "\n" manifest "${manifest}")
    endif()
    string(REGEX REPLACE "(,| #)? only ${pattern}\n" "\n" manifest "${manifest}")
endforeach()
if(manifest MATCHES "#[^\n]* only ([^ \n]+)\n")
    message(FATAL_ERROR "${MANIFEST} has a line for \"only ${CMAKE_MATCH_1}\"; known are ${versions}.")
endif()
file(WRITE ${OUT}/manifest.yaml "${manifest}")

# One script for a page: the generator would minify a script inside a script twice, and take `$&` in
# it for its own. It is a function of its own, so that it can be inserted into a page more than once.
string(REPLACE "|" ";" pages "${PAGES}")
foreach(page IN LISTS pages)
    string(REGEX MATCH "^([a-z_]+)=([a-z_]*),(.+)$" fits "${page}")
    if(fits STREQUAL "")
        message(FATAL_ERROR "PAGES has \"${page}\", which is no page.")
    endif()
    set(name ${CMAKE_MATCH_1})
    set(engine ${CMAKE_MATCH_2})
    string(REPLACE "," ";" scripts "${CMAKE_MATCH_3}")
    set(code "(function () {\n\"use strict\";\n")
    foreach(script IN LISTS scripts)
        file(READ ${script} text)
        string(APPEND code "${text}")
    endforeach()
    string(APPEND code "})();\n")
    string(REPLACE "//engine.txt\"" "//${engine}.txt\"" code "${code}")
    file(WRITE ${OUT}/${name}.js "${code}")
endforeach()

file(COPY ${FILES} DESTINATION ${OUT})
