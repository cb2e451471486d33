/* layout.c: where every field of the border lies. The output is a golden file, so that whoever
 * moves a field sees it in review: a line may be added at the end of a struct, none may change.
 *
 * A struct that grows must end on its alignment, or a small field appended to it would not change
 * its size and nobody could see it; that is checked here, too. */
#include "slsc/plugin.h"

#include <stdio.h>

#define BEGIN(type) printf("%s %zu\n", #type, sizeof(type))
#define FIELD(type, field)                                                                         \
    printf("    %s %zu %zu\n", #field, offsetof(type, field), sizeof(((type *)0)->field))
#define NO_TAIL(type, last)                                                                        \
    _Static_assert(offsetof(type, last) + sizeof(((type *)0)->last) == sizeof(type),               \
                   #type " has padding at its end")

NO_TAIL(slsc_str, len);
NO_TAIL(slsc_span, end_col);
NO_TAIL(slsc_diag, reserved);
NO_TAIL(slsc_service, folder);
NO_TAIL(slsc_function, node);
NO_TAIL(slsc_event, item);
NO_TAIL(slsc_hole, value);
NO_TAIL(slsc_host, target);
NO_TAIL(slsc_log, info);
NO_TAIL(slsc_files, hermetic);
NO_TAIL(slsc_artifact, add_copy);
NO_TAIL(slsc_jobs, run);
NO_TAIL(slsc_iam, flags_at);
NO_TAIL(slsc_hashes, md5_hex);
NO_TAIL(slsc_options, value);
NO_TAIL(slsc_texts, json);
NO_TAIL(slsc_reference, call);
NO_TAIL(slsc_references, nearest);
NO_TAIL(slsc_outputs, add_json);
NO_TAIL(slsc_shape, name);
NO_TAIL(slsc_cloudformation, nearest_member);
NO_TAIL(slsc_pass, on_event);
NO_TAIL(slsc_schema, json);
NO_TAIL(slsc_source, resolve);
NO_TAIL(slsc_plugin, stands_for);

static void str_layout(void)
{
    BEGIN(slsc_str);
    FIELD(slsc_str, ptr);
    FIELD(slsc_str, len);
}

static void span_layout(void)
{
    BEGIN(slsc_span);
    FIELD(slsc_span, file);
    FIELD(slsc_span, line);
    FIELD(slsc_span, col);
    FIELD(slsc_span, end_line);
    FIELD(slsc_span, end_col);
}

static void diag_layout(void)
{
    BEGIN(slsc_diag);
    FIELD(slsc_diag, struct_size);
    FIELD(slsc_diag, severity);
    FIELD(slsc_diag, code);
    FIELD(slsc_diag, message);
    FIELD(slsc_diag, at);
    FIELD(slsc_diag, label);
    FIELD(slsc_diag, help);
    FIELD(slsc_diag, see);
    FIELD(slsc_diag, see_label);
    FIELD(slsc_diag, at_key);
    FIELD(slsc_diag, reserved);
}

static void service_layout(void)
{
    BEGIN(slsc_service);
    FIELD(slsc_service, struct_size);
    FIELD(slsc_service, framework);
    FIELD(slsc_service, name);
    FIELD(slsc_service, stage);
    FIELD(slsc_service, region);
    FIELD(slsc_service, stack);
    FIELD(slsc_service, folder);
}

static void function_layout(void)
{
    BEGIN(slsc_function);
    FIELD(slsc_function, struct_size);
    FIELD(slsc_function, position);
    FIELD(slsc_function, key);
    FIELD(slsc_function, id);
    FIELD(slsc_function, name);
    FIELD(slsc_function, alias);
    FIELD(slsc_function, alias_id);
    FIELD(slsc_function, node);
}

static void event_layout(void)
{
    BEGIN(slsc_event);
    FIELD(slsc_event, struct_size);
    FIELD(slsc_event, number);
    FIELD(slsc_event, position);
    FIELD(slsc_event, reserved);
    FIELD(slsc_event, function);
    FIELD(slsc_event, node);
    FIELD(slsc_event, item);
}

static void hole_layout(void)
{
    BEGIN(slsc_hole);
    FIELD(slsc_hole, name);
    FIELD(slsc_hole, value);
}

static void host_layout(void)
{
    BEGIN(slsc_host);
    FIELD(slsc_host, struct_size);
    FIELD(slsc_host, abi_minor);
    FIELD(slsc_host, root);
    FIELD(slsc_host, kind);
    FIELD(slsc_host, text);
    FIELD(slsc_host, to_int);
    FIELD(slsc_host, to_float);
    FIELD(slsc_host, count);
    FIELD(slsc_host, at);
    FIELD(slsc_host, key);
    FIELD(slsc_host, get);
    FIELD(slsc_host, key_of);
    FIELD(slsc_host, make);
    FIELD(slsc_host, copy);
    FIELD(slsc_host, json);
    FIELD(slsc_host, set);
    FIELD(slsc_host, append);
    FIELD(slsc_host, remove);
    FIELD(slsc_host, fill);
    FIELD(slsc_host, where);
    FIELD(slsc_host, report);
    FIELD(slsc_host, name_part);
    FIELD(slsc_host, logical_id);
    FIELD(slsc_host, digest);
    FIELD(slsc_host, alloc);
    FIELD(slsc_host, extension);
    FIELD(slsc_host, service);
    FIELD(slsc_host, function_count);
    FIELD(slsc_host, function_at);
    FIELD(slsc_host, target);
}

static void log_layout(void)
{
    BEGIN(slsc_log);
    FIELD(slsc_log, struct_size);
    FIELD(slsc_log, reserved);
    FIELD(slsc_log, notice);
    FIELD(slsc_log, progress);
    FIELD(slsc_log, info);
}

static void files_layout(void)
{
    BEGIN(slsc_files);
    FIELD(slsc_files, struct_size);
    FIELD(slsc_files, reserved);
    FIELD(slsc_files, read);
    FIELD(slsc_files, exists);
    FIELD(slsc_files, list);
    FIELD(slsc_files, note);
    FIELD(slsc_files, place);
    FIELD(slsc_files, hermetic);
}

static void artifact_layout(void)
{
    BEGIN(slsc_artifact);
    FIELD(slsc_artifact, struct_size);
    FIELD(slsc_artifact, reserved);
    FIELD(slsc_artifact, add_file);
    FIELD(slsc_artifact, digest);
    FIELD(slsc_artifact, s3_key);
    FIELD(slsc_artifact, package);
    FIELD(slsc_artifact, generated);
    FIELD(slsc_artifact, replace);
    FIELD(slsc_artifact, add_copy);
}

static void jobs_layout(void)
{
    BEGIN(slsc_jobs);
    FIELD(slsc_jobs, struct_size);
    FIELD(slsc_jobs, reserved);
    FIELD(slsc_jobs, run);
}

static void iam_layout(void)
{
    BEGIN(slsc_iam);
    FIELD(slsc_iam, struct_size);
    FIELD(slsc_iam, reserved);
    FIELD(slsc_iam, allow);
    FIELD(slsc_iam, count);
    FIELD(slsc_iam, at);
    FIELD(slsc_iam, trust);
    FIELD(slsc_iam, trust_count);
    FIELD(slsc_iam, trust_at);
    FIELD(slsc_iam, flags_at);
}

static void hashes_layout(void)
{
    BEGIN(slsc_hashes);
    FIELD(slsc_hashes, struct_size);
    FIELD(slsc_hashes, reserved);
    FIELD(slsc_hashes, sha256_base64);
    FIELD(slsc_hashes, sha1_hex);
    FIELD(slsc_hashes, md5_hex);
}

static void texts_layout(void)
{
    BEGIN(slsc_options);
    FIELD(slsc_options, struct_size);
    FIELD(slsc_options, reserved);
    FIELD(slsc_options, value);
    BEGIN(slsc_texts);
    FIELD(slsc_texts, struct_size);
    FIELD(slsc_texts, reserved);
    FIELD(slsc_texts, json);
}

static void references_layout(void)
{
    BEGIN(slsc_reference);
    FIELD(slsc_reference, struct_size);
    FIELD(slsc_reference, kind);
    FIELD(slsc_reference, secret);
    FIELD(slsc_reference, reserved);
    FIELD(slsc_reference, by);
    FIELD(slsc_reference, name);
    FIELD(slsc_reference, attribute);
    FIELD(slsc_reference, at);
    FIELD(slsc_reference, call);
    BEGIN(slsc_references);
    FIELD(slsc_references, struct_size);
    FIELD(slsc_references, reserved);
    FIELD(slsc_references, each);
    FIELD(slsc_references, nearest);
}

static void outputs_layout(void)
{
    BEGIN(slsc_outputs);
    FIELD(slsc_outputs, struct_size);
    FIELD(slsc_outputs, reserved);
    FIELD(slsc_outputs, add);
    FIELD(slsc_outputs, add_json);
}

static void cloudformation_layout(void)
{
    BEGIN(slsc_shape);
    FIELD(slsc_shape, struct_size);
    FIELD(slsc_shape, kind);
    FIELD(slsc_shape, required);
    FIELD(slsc_shape, reserved);
    FIELD(slsc_shape, name);
    BEGIN(slsc_cloudformation);
    FIELD(slsc_cloudformation, struct_size);
    FIELD(slsc_cloudformation, reserved);
    FIELD(slsc_cloudformation, type);
    FIELD(slsc_cloudformation, member);
    FIELD(slsc_cloudformation, element);
    FIELD(slsc_cloudformation, next_required);
    FIELD(slsc_cloudformation, nearest_type);
    FIELD(slsc_cloudformation, nearest_member);
}

static void pass_layout(void)
{
    BEGIN(slsc_pass);
    FIELD(slsc_pass, struct_size);
    FIELD(slsc_pass, phase);
    FIELD(slsc_pass, name);
    FIELD(slsc_pass, after);
    FIELD(slsc_pass, before);
    FIELD(slsc_pass, run);
    FIELD(slsc_pass, event);
    FIELD(slsc_pass, on_event);
}

static void schema_layout(void)
{
    BEGIN(slsc_schema);
    FIELD(slsc_schema, struct_size);
    FIELD(slsc_schema, reserved);
    FIELD(slsc_schema, at);
    FIELD(slsc_schema, json);
}

static void source_layout(void)
{
    BEGIN(slsc_source);
    FIELD(slsc_source, struct_size);
    FIELD(slsc_source, reserved);
    FIELD(slsc_source, scheme);
    FIELD(slsc_source, resolve);
}

static void plugin_layout(void)
{
    BEGIN(slsc_plugin);
    FIELD(slsc_plugin, struct_size);
    FIELD(slsc_plugin, needs_abi_minor);
    FIELD(slsc_plugin, needs);
    FIELD(slsc_plugin, reserved);
    FIELD(slsc_plugin, name);
    FIELD(slsc_plugin, version);
    FIELD(slsc_plugin, summary);
    FIELD(slsc_plugin, passes);
    FIELD(slsc_plugin, schemas);
    FIELD(slsc_plugin, sources);
    FIELD(slsc_plugin, open);
    FIELD(slsc_plugin, close);
    FIELD(slsc_plugin, claims);
    FIELD(slsc_plugin, stands_for);
}

int main(void)
{
    str_layout();
    span_layout();
    diag_layout();
    service_layout();
    function_layout();
    event_layout();
    hole_layout();
    host_layout();
    log_layout();
    files_layout();
    artifact_layout();
    jobs_layout();
    iam_layout();
    hashes_layout();
    texts_layout();
    references_layout();
    outputs_layout();
    cloudformation_layout();
    pass_layout();
    schema_layout();
    source_layout();
    plugin_layout();
    return 0;
}
