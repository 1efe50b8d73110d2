# cmake -DOUT=folder -DSPIRA=9.3|8.14 -DMANIFEST=manifest.yaml "-DSCRIPTS=a.js;b.js" "-DFILES=x.css;y.svg" -P stage.cmake
# Makes the flat folder of one package: what our packager and Inflectra's generator both take.
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

# One script for the page: the generator would minify a script inside a script twice, and
# take `$&` in it for its own.
set(page "")
foreach(script IN LISTS SCRIPTS)
    file(READ ${script} text)
    string(APPEND page "${text}")
endforeach()
file(WRITE ${OUT}/test_case_details.js "${page}")

file(COPY ${FILES} DESTINATION ${OUT})
