# cmake -DOUT=x.cpp -DNAMESPACE=a::b -DROOT=dir "-DFILES=a.js;b.css" -P embed.cmake
# Writes a C++ source with `std::string_view asset(std::string_view name)`; names are relative to ROOT.
file(WRITE ${OUT}.new "#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n")
set(rows "")
set(number 0)
foreach(name IN LISTS FILES)
    file(READ ${ROOT}/${name} hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    file(APPEND ${OUT}.new "static constexpr unsigned char kFile${number}[] = {${bytes}0};\n")
    string(APPEND rows "    if (name == \"${name}\") return {reinterpret_cast<const char*>(kFile${number}), ${size}};\n")
    math(EXPR number "${number} + 1")
endforeach()
file(APPEND ${OUT}.new "\n/// The bytes of an embedded file; null data when there is none of that name.\n"
    "std::string_view asset(std::string_view name) {\n${rows}    return {};\n}\n\n}  // namespace ${NAMESPACE}\n")
file(RENAME ${OUT}.new ${OUT})
