# cmake -DCSS=file -P minify_css.cmake: takes comments, line ends and indentation out of our one style sheet.
file(READ ${CSS} text)
string(REGEX REPLACE "/\\*[^*]*\\*/" "" text "${text}")
string(REGEX REPLACE "[\r\n]+ *" "" text "${text}")
file(WRITE ${CSS} "${text}\n")
