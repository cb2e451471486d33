# slsc_embed(target prefix files...): each file becomes a 0-terminated `extern const char PREFIX_STEM_EXT[]`
# and its length `PREFIX_STEM_EXT_size`, declared in "PREFIX_data.h", which the target can include.
# Run as a script (-DOUT= -DPREFIX= -DFILES=) it writes the two files.
if(CMAKE_SCRIPT_MODE_FILE)
    set(header "/* Made from data files at build. */\n#include <stddef.h>\n")
    set(source "#include \"${PREFIX}_data.h\"\n")
    string(REPLACE "|" ";" FILES "${FILES}")
    foreach(file IN LISTS FILES)
        get_filename_component(stem ${file} NAME)
        string(MAKE_C_IDENTIFIER "${PREFIX}_${stem}" name)
        file(READ ${file} bytes HEX)
        string(LENGTH "${bytes}" digits)
        math(EXPR size "${digits} / 2")
        string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
        string(APPEND header "extern const char ${name}[];\nextern const size_t ${name}_size;\n")
        string(APPEND source "const char ${name}[] = {\n${bytes}0};\nconst size_t ${name}_size = ${size};\n")
    endforeach()
    file(WRITE ${OUT}/${PREFIX}_data.h "${header}")
    file(WRITE ${OUT}/${PREFIX}_data.c "${source}")
    return()
endif()

set(SLSC_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(slsc_embed target prefix)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/data/${prefix})
    set(files)
    foreach(file IN LISTS ARGN)
        get_filename_component(path ${file} ABSOLUTE)
        list(APPEND files ${path})
    endforeach()
    list(JOIN files "|" list) # a `;` would be quoted once too often on its way
    add_custom_command(OUTPUT ${out}/${prefix}_data.c ${out}/${prefix}_data.h
        COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DPREFIX=${prefix} "-DFILES=${list}" -P ${SLSC_EMBED_SCRIPT}
        DEPENDS ${files} ${SLSC_EMBED_SCRIPT} VERBATIM COMMENT "Embedding the data of ${prefix}")
    target_sources(${target} PRIVATE ${out}/${prefix}_data.c ${out}/${prefix}_data.h)
    target_include_directories(${target} PRIVATE ${out})
endfunction()
