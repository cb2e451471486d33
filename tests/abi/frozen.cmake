# cmake -DCC=... -DFROZEN=a/plugin.h -DTODAY=b/plugin.h -P frozen.cmake: both declare the same, comments
# and layout of the text aside.
foreach(which IN ITEMS FROZEN TODAY)
    execute_process(COMMAND ${CC} -E -P ${${which}} OUTPUT_VARIABLE text RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${${which}} does not compile")
    endif()
    string(REGEX REPLACE "[ \t\n]+" " " ${which}_TEXT "${text}")
endforeach()
if(NOT FROZEN_TEXT STREQUAL TODAY_TEXT)
    message(FATAL_ERROR "plugin.h is another than the one frozen under its SLSC_ABI_MINOR: ${FROZEN}")
endif()
