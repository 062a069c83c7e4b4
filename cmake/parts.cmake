# The parts that tools/parts.sh left in EIDER_PARTS, and archives of apt, as targets eider::NAME.
# Each archive named here links into a shared object with -Wl,-z,defs: everything ends in one file.

foreach(file duckdb/include/duckdb.h llama/lib/libeider-cpu.a hash/lib/libhash.a
        lexbor/lib/liblexbor_static.a pdfium/libpdfium.so opencc/TSCharacters.txt ecdict/translations.txt
        notices/notices.txt)
  if(NOT EXISTS ${EIDER_PARTS}/${file})
    message(FATAL_ERROR "no ${EIDER_PARTS}/${file}: run tools/parts.sh build, "
                        "or say -DEIDER_PARTS=FOLDER")
  endif()
endforeach()

# eider_part(NAME INCLUDE folder ... ARCHIVES a.a ... LINK other ... DEFINE X ...)
function(eider_part name)
  cmake_parse_arguments(arg "" "" "INCLUDE;ARCHIVES;LINK;DEFINE" ${ARGN})
  add_library(eider_part_${name} INTERFACE)
  add_library(eider::${name} ALIAS eider_part_${name})
  target_include_directories(eider_part_${name} SYSTEM INTERFACE ${arg_INCLUDE})
  target_compile_definitions(eider_part_${name} INTERFACE ${arg_DEFINE})
  target_link_libraries(eider_part_${name} INTERFACE ${arg_ARCHIVES} ${arg_LINK})
endfunction()

# eider_archive(VARIABLE libname.a): the static archive of an apt package
function(eider_archive variable file)
  find_library(${variable} NAMES ${file} REQUIRED)
endfunction()

eider_archive(EIDER_UTF8PROC_ARCHIVE libutf8proc.a)
eider_archive(EIDER_PUGIXML_ARCHIVE libpugixml.a)
eider_archive(EIDER_MINIZIP_ARCHIVE libminizip.a)
eider_archive(EIDER_ZLIB_ARCHIVE libz.a)
eider_archive(EIDER_UCHARDET_ARCHIVE libuchardet.a)

eider_part(utf8proc ARCHIVES ${EIDER_UTF8PROC_ARCHIVE} DEFINE UTF8PROC_STATIC)
eider_part(pugixml ARCHIVES ${EIDER_PUGIXML_ARCHIVE})
eider_part(minizip ARCHIVES ${EIDER_MINIZIP_ARCHIVE} ${EIDER_ZLIB_ARCHIVE})
eider_part(uchardet ARCHIVES ${EIDER_UCHARDET_ARCHIVE})
eider_part(hash INCLUDE ${EIDER_PARTS}/hash/include ARCHIVES ${EIDER_PARTS}/hash/lib/libhash.a)
eider_part(lexbor INCLUDE ${EIDER_PARTS}/lexbor/include DEFINE LEXBOR_STATIC
           ARCHIVES ${EIDER_PARTS}/lexbor/lib/liblexbor_static.a)
eider_part(llama INCLUDE ${EIDER_PARTS}/llama/include
           ARCHIVES ${EIDER_PARTS}/llama/lib/libllama.a ${EIDER_PARTS}/llama/lib/libggml.a
                    ${EIDER_PARTS}/llama/lib/libeider-cpu.a ${EIDER_PARTS}/llama/lib/libggml-base.a
           LINK Threads::Threads ${CMAKE_DL_LIBS} m)

# The extension needs DuckDB's headers alone; the command line and the tests link its library.
eider_part(duckdb_headers INCLUDE ${EIDER_PARTS}/duckdb/include)
add_library(eider_part_duckdb SHARED IMPORTED GLOBAL)
set_target_properties(eider_part_duckdb PROPERTIES
  IMPORTED_LOCATION ${EIDER_PARTS}/duckdb/lib/libduckdb.so
  INTERFACE_INCLUDE_DIRECTORIES ${EIDER_PARTS}/duckdb/include)
add_library(eider::duckdb ALIAS eider_part_duckdb)

# Line editing, for the shell only: a shared library of the system.
find_library(EIDER_EDIT_LIBRARY NAMES edit REQUIRED)
eider_part(editline ARCHIVES ${EIDER_EDIT_LIBRARY})

# A shared library that goes into the program as bytes (corpus/parse/pdf/pdfium.cpp opens it).
set(EIDER_PDFIUM ${EIDER_PARTS}/pdfium/libpdfium.so)

# Tables of traditional to simplified characters (text/ turns them into code).
set(EIDER_OPENCC ${EIDER_PARTS}/opencc)

# English words with their Chinese terms; text/ puts the file into the program as it is.
set(EIDER_TRANSLATIONS ${EIDER_PARTS}/ecdict/translations.txt)
