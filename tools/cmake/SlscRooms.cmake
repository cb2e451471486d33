# Rooms of the compiler, the standard library, shipped plugins, the executable and the SDK.

add_library(slsc_plugin_sdk INTERFACE)
add_library(slsc::plugin ALIAS slsc_plugin_sdk)
set_target_properties(slsc_plugin_sdk PROPERTIES EXPORT_NAME plugin)
target_include_directories(slsc_plugin_sdk INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/compiler/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

# slsc_room(NAME [LINK libraries...]): compiler/NAME/*.c as an object library.
function(slsc_room name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/compiler/${name}/*.c)
    list(FILTER sources EXCLUDE REGEX "/driver/main\\.c$")
    add_library(${name} OBJECT ${sources})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/compiler)
    target_link_libraries(${name} PUBLIC slsc::plugin ${arg_LINK})
    target_compile_definitions(${name} PRIVATE SLSC_VERSION="${PROJECT_VERSION}"
        SLSC_PLUGIN_SUBDIR="${SLSC_PLUGIN_SUBDIR}")
    slsc_flags(${name})
    set_property(GLOBAL APPEND PROPERTY SLSC_ROOMS ${name})
endfunction()

# stdlib/: passes linked in, and data embedded; it sees nothing but slsc/*.h.
function(slsc_stdlib)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/stdlib/*.c)
    file(GLOB_RECURSE data CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/stdlib/*.json)
    add_library(stdlib OBJECT ${sources})
    target_link_libraries(stdlib PUBLIC slsc::plugin)
    slsc_embed(stdlib std ${data})
    slsc_flags(stdlib)
    set_property(GLOBAL APPEND PROPERTY SLSC_ROOMS stdlib)
endfunction()

# Every folder of plugins/ is a plugin of its name: *.c, and *.json as its data.
function(slsc_plugins)
    file(GLOB folders CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/plugins ${PROJECT_SOURCE_DIR}/plugins/*)
    list(REMOVE_ITEM folders template)
    foreach(name IN LISTS folders)
        set(folder ${PROJECT_SOURCE_DIR}/plugins/${name})
        file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.c)
        file(GLOB_RECURSE data CONFIGURE_DEPENDS ${folder}/*.json ${folder}/*.js ${folder}/*.mjs)
        if(NOT sources)
            continue()
        endif()
        string(MAKE_C_IDENTIFIER ${name} prefix)
        # Shared objects are always built: the table of claims is made by asking them.
        slsc_add_plugin(${name} ${sources} DATA ${data})
        set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/plugins)
        target_include_directories(${name} PRIVATE ${folder})
        slsc_flags(${name})
        set_property(GLOBAL APPEND PROPERTY SLSC_PLUGINS ${name})
        if(SLSC_STATIC_PLUGINS)
            add_library(static_${prefix} OBJECT ${sources})
            target_compile_definitions(static_${prefix} PRIVATE slsc_plugin_v1=slsc_linked_${prefix})
            target_include_directories(static_${prefix} PRIVATE ${folder})
            target_link_libraries(static_${prefix} PUBLIC slsc::plugin)
            slsc_embed(static_${prefix} ${prefix} ${data})
            slsc_flags(static_${prefix})
            set_property(GLOBAL APPEND PROPERTY SLSC_ROOMS static_${prefix})
        else()
            install(TARGETS ${name} LIBRARY DESTINATION ${SLSC_PLUGIN_SUBDIR})
        endif()
    endforeach()
endfunction()

# The executable: all rooms, and the table of shipped plugins with their claims.
function(slsc_executable)
    get_property(rooms GLOBAL PROPERTY SLSC_ROOMS)
    get_property(plugins GLOBAL PROPERTY SLSC_PLUGINS)
    add_executable(slsc_claims ${PROJECT_SOURCE_DIR}/tools/claims.c)
    target_link_libraries(slsc_claims PRIVATE slsc::plugin ${CMAKE_DL_LIBS})
    slsc_flags(slsc_claims)
    set(objects)
    foreach(name IN LISTS plugins)
        list(APPEND objects $<TARGET_FILE:${name}>)
    endforeach()
    set(table ${PROJECT_BINARY_DIR}/shipped.c)
    add_custom_command(OUTPUT ${table}
        COMMAND slsc_claims $<IF:$<BOOL:${SLSC_STATIC_PLUGINS}>,linked,shared> ${table} ${objects}
        DEPENDS slsc_claims ${plugins} VERBATIM COMMENT "Collecting the claims of shipped plugins")

    add_library(shipped OBJECT ${table})
    target_include_directories(shipped PRIVATE ${PROJECT_SOURCE_DIR}/compiler)
    target_link_libraries(shipped PUBLIC slsc::plugin)
    slsc_flags(shipped)
    set_property(GLOBAL APPEND PROPERTY SLSC_ROOMS shipped)

    add_executable(slsc ${PROJECT_SOURCE_DIR}/compiler/driver/main.c)
    target_link_libraries(slsc PRIVATE ${rooms} shipped)
    target_compile_definitions(slsc PRIVATE SLSC_VERSION="${PROJECT_VERSION}")
    set_target_properties(slsc PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
    slsc_flags(slsc)
    install(TARGETS slsc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# What plugin authors build with: two headers, a CMake package, a pkg-config file.
function(slsc_install_sdk)
    include(CMakePackageConfigHelpers)
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/compiler/include/slsc DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    install(TARGETS slsc_plugin_sdk EXPORT slsc-targets)
    set(package ${CMAKE_INSTALL_LIBDIR}/cmake/slsc)
    install(EXPORT slsc-targets NAMESPACE slsc:: DESTINATION ${package})
    configure_package_config_file(${PROJECT_SOURCE_DIR}/tools/cmake/slsc-config.cmake.in
        ${PROJECT_BINARY_DIR}/slsc-config.cmake INSTALL_DESTINATION ${package}
        PATH_VARS SLSC_PLUGIN_SUBDIR)
    write_basic_package_version_file(${PROJECT_BINARY_DIR}/slsc-config-version.cmake COMPATIBILITY SameMajorVersion)
    install(FILES ${PROJECT_BINARY_DIR}/slsc-config.cmake ${PROJECT_BINARY_DIR}/slsc-config-version.cmake
        ${PROJECT_SOURCE_DIR}/tools/cmake/SlscAddPlugin.cmake ${PROJECT_SOURCE_DIR}/tools/cmake/SlscEmbed.cmake
        DESTINATION ${package})
    # The library folder is `lib` or `lib/ARCHITECTURE`: the way back to the prefix is counted, not known.
    file(RELATIVE_PATH SLSC_PREFIX_FROM_PC /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
    configure_file(${PROJECT_SOURCE_DIR}/tools/cmake/slsc-plugin.pc.in ${PROJECT_BINARY_DIR}/slsc-plugin.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/slsc-plugin.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()
