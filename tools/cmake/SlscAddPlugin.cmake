# slsc_add_plugin(NAME sources... [DATA files...]): a plugin as a shared object: no prefix, one symbol,
# nothing undefined. DATA files are embedded; "NAME_data.h" (`-` as `_`) declares them.
include(${CMAKE_CURRENT_LIST_DIR}/SlscEmbed.cmake)

function(slsc_add_plugin name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DATA")
    add_library(${name} MODULE ${arg_UNPARSED_ARGUMENTS})
    set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX ".so" C_VISIBILITY_PRESET hidden
        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    target_link_libraries(${name} PRIVATE slsc::plugin)
    # Sanitizers leave their runtime's symbols to the executable.
    if(NOT SLSC_SANITIZE AND NOT APPLE)
        target_link_options(${name} PRIVATE -Wl,-z,defs)
    endif()
    if(arg_DATA)
        string(MAKE_C_IDENTIFIER ${name} prefix)
        slsc_embed(${name} ${prefix} ${arg_DATA})
    endif()
endfunction()
