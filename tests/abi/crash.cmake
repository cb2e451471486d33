# A plugin that crashes during `slsc compile`: one line that names it, status 70, and the folder as it
# was, an earlier output included.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/.serverless)
file(WRITE ${WORK}/.serverless/earlier "of an earlier run\n")
file(WRITE ${WORK}/hello.js "exports.handler = async () => 1;\n")
file(WRITE ${WORK}/serverless.yml "service: crashing
provider:
  name: aws
  runtime: nodejs24.x
plugins:
  - ./${NAME}.so
functions:
  hello:
    handler: hello.handler
custom:
  value: '${VALUE}'
")
file(COPY ${PLUGIN} DESTINATION ${WORK})
file(GLOB_RECURSE before ${WORK}/*)
execute_process(COMMAND ${SLSC} compile WORKING_DIRECTORY ${WORK}
    OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
file(GLOB_RECURSE after ${WORK}/*)
file(READ ${WORK}/.serverless/earlier earlier)
string(FIND "${err}" "slsc: error: plugin `${NAME}` crashed in ${WHERE}\n" at)
if(NOT status EQUAL 70 OR NOT at EQUAL 0 OR NOT out STREQUAL "")
    message(FATAL_ERROR "status ${status}, it said\n${out}${err}")
endif()
if(NOT before STREQUAL after OR NOT earlier STREQUAL "of an earlier run\n")
    message(FATAL_ERROR "the folder changed: it held\n${before}\nand holds\n${after}")
endif()
