/* schemas.c: the schema of what every service has; events and options of plugins bring their own.
 *
 * A file a topic under schema/. Those for "#" are definitions that any schema may refer to. */
#include "std.h"

#define SCHEMA(ident, at)                                                                          \
    static const slsc_schema ident = { sizeof ident, 0, at, std_##ident##_schema_json }

SCHEMA(cloudformation, "#");
SCHEMA(iam, "#");
SCHEMA(lambda, "#");
SCHEMA(values, "#");
SCHEMA(service, "");
SCHEMA(package, "package");
SCHEMA(provider, "provider");
SCHEMA(functions, "functions");
SCHEMA(function, "functions.*");
SCHEMA(event, "functions.*.events.*");
SCHEMA(layers, "layers");
SCHEMA(resources, "resources");

const slsc_schema *const std_schemas[] = {
    &cloudformation, &iam,      &lambda, &values, &service,   &package, &provider,
    &functions,      &function, &event,  &layers, &resources, NULL
};
