# What a plugin author does: installs slsc, builds plugins against nothing but what was installed,
# by pkg-config and by CMake, in C and in C++, and runs them.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
set(prefix ${WORK}/prefix)

function(run)
    execute_process(COMMAND ${ARGV} OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
    if(status)
        list(JOIN ARGV " " command)
        message(FATAL_ERROR "${command}\n${said}")
    endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
file(GLOB_RECURSE packages ${prefix}/*/slsc-plugin.pc)
get_filename_component(pkgconfig ${packages} DIRECTORY)
set(ENV{PKG_CONFIG_PATH} ${pkgconfig})
execute_process(COMMAND ${PKG_CONFIG} --cflags slsc-plugin OUTPUT_VARIABLE cflags
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PKG_CONFIG} --variable=plugindir slsc-plugin OUTPUT_VARIABLE plugindir
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
if(NOT IS_DIRECTORY ${plugindir} AND NOT STATIC)
    message(FATAL_ERROR "pkg-config says that plugins are in ${plugindir}, which is no folder")
endif()
separate_arguments(cflags UNIX_COMMAND "${cflags}")
set(shared -shared -fPIC -fvisibility=hidden ${cflags})

file(MAKE_DIRECTORY ${WORK}/c ${WORK}/cxx)
run(${CC} -std=c11 ${shared} -o ${WORK}/c/demo.so ${SOURCE}/demo.c)
run(${CXX} -std=c++17 ${shared} -o ${WORK}/cxx/demo.so ${SOURCE}/demo.cpp)

run(${HOST} --new two-words ${WORK}/new)
foreach(project IN ITEMS c cxx template new)
    set(source ${SOURCE}/consumer/${project})
    if(project STREQUAL "template")
        set(source ${TEMPLATE})
    elseif(project STREQUAL "new")
        set(source ${WORK}/new)
    endif()
    run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${source} -B ${WORK}/cmake-${project} -DCMAKE_PREFIX_PATH=${prefix}
        -DCMAKE_C_COMPILER=${CC} -DCMAKE_CXX_COMPILER=${CXX} -DDEMO=${SOURCE})
    run(${CMAKE_COMMAND} --build ${WORK}/cmake-${project})
endforeach()
run(${HOST} --check ${WORK}/cmake-new/two-words.so)
