# Runs a program and compares what it says with a golden file: its output, its messages, its status.
#     cmake -DRUN="program|arguments" -DGOLDEN=file [-DBLESS=1] -P golden.cmake
string(REPLACE "|" ";" RUN "${RUN}")
execute_process(COMMAND ${RUN} OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
set(said "${out}${err}status ${status}\n")
if(BLESS OR DEFINED ENV{SLSC_BLESS})
    file(WRITE ${GOLDEN} "${said}")
endif()
file(READ ${GOLDEN} expected)
if(NOT said STREQUAL expected)
    message(FATAL_ERROR "expected\n${expected}\nbut it said\n${said}")
endif()
