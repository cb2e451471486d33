# slsc_flags(target): how code of this project is compiled.
function(slsc_flags target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
        -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith -Wwrite-strings
        $<$<BOOL:${SLSC_WERROR}>:-Werror> -fno-common -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
    target_compile_definitions(${target} PRIVATE _POSIX_C_SOURCE=200809L _XOPEN_SOURCE=700
        $<$<PLATFORM_ID:Linux>:_DEFAULT_SOURCE> $<$<PLATFORM_ID:Darwin>:_DARWIN_C_SOURCE>
        _FILE_OFFSET_BITS=64
        $<$<BOOL:${SLSC_DEBUG_ARENA}>:SLSC_DEBUG_ARENA> $<$<BOOL:${SLSC_CHECKED}>:SLSC_CHECKED>)
    if(SLSC_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=${SLSC_SANITIZE}
            -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
        target_link_options(${target} PRIVATE -fsanitize=${SLSC_SANITIZE})
    elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
        target_compile_options(${target} PRIVATE -fstack-protector-strong)
    endif()
endfunction()
