/* The output folder: what is written, what it says, and that nothing is lost when it cannot be. */
#include "back_service.h"

#include "tree/print.h"

static const char *const config =
    "{'service': 'svc', 'custom': {'x': 1}, 'provider': {'name': 'aws', 'deploymentBucket': "
    "{'name': 'mine', 'blockPublicAccess': true}}, 'package': {'patterns': ['!out/**']}, "
    "'functions': {'f': {'handler': 'a.x', 'name': 'svc-dev-f'}, 'g': {'package': "
    "{'individually': true}}}}";

static slsc_node *json(slsc_unit *unit, const char *text, slsc_root root)
{
    slsc_node *node = slsc_json_parse_text(unit, slsc_str_z(text), unit->roots[SLSC_CONFIG], NULL);
    assert_non_null(node);
    return unit->roots[root] = node;
}

static slsc_unit *build(const char *folder, const char *text, const slsc_settings *settings)
{
    slsc_unit *unit = make_unit(folder, text, settings);
    json(unit, "{\"Resources\": {\"A\": {\"Type\": \"T\"}}, \"Outputs\": {}}", SLSC_TEMPLATE);
    json(unit, "{}", SLSC_CREATE_TEMPLATE);
    assert_int_equal(slsc_package_build(unit), SLSC_OK);
    return unit;
}

static slsc_str read_file(slsc_unit *unit, const char *folder, const char *path)
{
    slsc_str text = { NULL, 0 };
    const char *full = slsc_path_join(unit->arena, slsc_str_z(folder), slsc_str_z(path)).ptr;
    slsc_fs_read(unit->arena, full, 1 << 20, &text);
    return text;
}

/* The order is that of a state the reference wrote; `individually` is absent where it was not set.
 */
static void state_is_as_the_reference_reads_it(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js");
    slsc_unit *unit = build(folder, config, NULL);
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json(slsc_emit_state(unit), 2, &out);
    slsc_str text = slsc_sb_str(&out);
    slsc_node *tree = slsc_json_parse_text(unit, text, unit->roots[SLSC_CONFIG], NULL);
    assert_non_null(tree);
    static const char *const keys[] = { "service",
                                        "serviceObject",
                                        "provider",
                                        "custom",
                                        "pluginsData",
                                        "functions",
                                        "configValidationMode",
                                        "serviceFilename",
                                        "initialServerlessConfig",
                                        "layers",
                                        "artifact" };
    slsc_node *service = slsc_node_getz(unit, tree, "service");
    assert_int_equal(slsc_node_count(service), sizeof keys / sizeof *keys);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_true(slsc_str_is(slsc_node_key(service, i), keys[i]));
    const slsc_node *provider = slsc_node_getz(unit, service, "provider");
    assert_true(slsc_node_is_text(slsc_node_getz(unit, provider, "deploymentBucket"), "mine"));
    assert_non_null(slsc_node_path(unit, provider, "deploymentBucketObject.blockPublicAccess"));
    assert_non_null(slsc_node_path(unit, provider, "compiledCloudFormationTemplate.Resources.A"));
    assert_true(slsc_node_is_text(slsc_node_getz(unit, provider, "stage"), "dev"));
    assert_true(
        slsc_node_is_text(slsc_node_getz(unit, service, "artifact"), ".serverless/svc.zip"));
    assert_null(slsc_node_path(unit, service, "functions.g.package.artifact"));
    const slsc_node *package = slsc_node_getz(unit, tree, "package");
    assert_int_equal(slsc_node_count(package), 2);
    assert_true(slsc_node_is_text(slsc_node_getz(unit, package, "artifact"), "svc.zip"));
    const slsc_node *directory = slsc_node_getz(unit, package, "artifactDirectoryName");
    assert_true(slsc_str_eq(directory->as.string, slsc_package_directory(unit)));
    assert_true(slsc_str_find(text, slsc_str_z(folder)) == SIZE_MAX);
    assert_null(unit->roots[SLSC_TEMPLATE]->parent);
    assert_null(unit->roots[SLSC_CONFIG]->parent);
    slsc_unit_free(unit);
    remove_folder(folder);
}

static void provenance_tells_what_differs(void **state)
{
    (void)state;
    slsc_unit *unit =
        make_unit(".", "{'service': 'svc',\n 'functions': {'f': {'timeout': 5}}}", NULL);
    const slsc_node *f = slsc_node_path(unit, unit->roots[SLSC_CONFIG], "functions.f");
    slsc_node *timeout = slsc_node_getz(unit, f, "timeout");
    unit->maker = slsc_unit_maker(unit, "std/functions");
    slsc_node *root = slsc_node_new(unit, SLSC_MAP, f);
    slsc_node *all = slsc_node_new(unit, SLSC_MAP, f);
    slsc_node *resource = slsc_node_new(unit, SLSC_MAP, f);
    slsc_node *properties = slsc_node_new(unit, SLSC_MAP, f);
    slsc_node_setz(unit, resource, "Type", slsc_node_string(unit, SLSC_STR("L"), f));
    slsc_node_setz(unit, properties, "Time/out", timeout);
    slsc_node_setz(unit, resource, "Properties", properties);
    slsc_node_setz(unit, all, "F", resource);
    slsc_node_setz(unit, all, "G", slsc_node_new(unit, SLSC_MAP, f));
    slsc_node_setz(unit, root, "Resources", all);
    unit->roots[SLSC_TEMPLATE] = root;
    const char *expected =
        "{\n"
        "  \"F\": {\n"
        "    \"at\": \"serverless.yml:2:21\",\n"
        "    \"by\": \"std/functions\",\n"
        "    \"properties\": {\n"
        "      \"/Properties/Time~1out\": { \"at\": \"serverless.yml:2:33\", \"by\": \"source\" }\n"
        "    }\n"
        "  },\n"
        "  \"G\": {\n"
        "    \"at\": \"serverless.yml:2:21\",\n"
        "    \"by\": \"std/functions\"\n"
        "  }\n"
        "}";
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_emit_provenance(unit, &out);
    slsc_str text = slsc_sb_str(&out);
    assert_string_equal(slsc_str_cstr(unit->arena, text), expected);
    assert_non_null(slsc_json_parse_text(unit, text, f, NULL));
    slsc_unit_free(unit);
}

static void everything_is_written(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js .serverless/stale.zip");
    slsc_unit *unit = build(folder, config, NULL);
    slsc_node *f = slsc_node_path(unit, unit->roots[SLSC_CONFIG], "functions.f");
    assert_int_equal(slsc_emit(unit), SLSC_OK);
    assert_true(slsc_str_is(read_file(unit, folder,
                                      ".serverless/cloudformation-template-update-"
                                      "stack.json"),
                            "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"T\"\n    }\n  "
                            "},\n  \"Outputs\": {}\n}"));
    slsc_str zip = read_file(unit, folder, ".serverless/svc.zip");
    assert_int_equal(zip.len, slsc_package_of(unit, f)->size);
    assert_true(read_file(unit, folder, ".serverless/g.zip").len > 0);
    assert_true(read_file(unit, folder, ".serverless/serverless-state.json").len > 0);
    assert_true(read_file(unit, folder, ".serverless/slsc-provenance.json").len > 0);
    slsc_fs_list files;
    const char *output = slsc_path_join(unit->arena, unit->folder, SLSC_STR(".serverless")).ptr;
    assert_int_equal(slsc_fs_walk(unit->arena, output, 99, NULL, NULL, &files), SLSC_FS_OK);
    assert_int_equal(files.count, 5); /* no create template, nothing stale */

    /* Another output folder: what the first run wrote is not packaged. */
    slsc_settings settings = { .jobs = 1, .package = SLSC_STR("out"), .minify = true };
    slsc_unit *second = build(folder, config, &settings);
    json(second, "{\"B\": 1}", SLSC_CREATE_TEMPLATE);
    assert_int_equal(slsc_emit(second), SLSC_OK);
    assert_true(slsc_str_eq(read_file(second, folder, "out/svc.zip"), zip));
    slsc_str create = read_file(second, folder, "out/cloudformation-template-create-stack.json");
    assert_true(slsc_str_is(create, "{\n  \"B\": 1\n}"));
    slsc_str update = read_file(second, folder, "out/cloudformation-template-update-stack.json");
    assert_true(slsc_str_starts(update, SLSC_STR("{\"Resources\":")));
    slsc_unit_free(second);
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* slsc.output/1: with the rest, under plain names that nothing else has. */
static void files_of_passes_are_written_too(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "a/b", "..", ".hidden", "a b", "a\\b", NULL };
    static const char *const taken[] = { "f.zip", "spec.yml", "serverless-state.json", NULL };
    const slsc_outputs *outputs = slsc_output_table();
    char *folder = make_folder();
    write_files(folder, "a.js");
    slsc_unit *unit = build(folder, config, NULL);
    const slsc_node *from = unit->roots[SLSC_CONFIG];
    slsc_node *value = slsc_node_new(unit, SLSC_LIST, from);
    assert_int_equal(outputs->add(unit, SLSC_STR("spec.yml"), SLSC_STR("x: 1\n"), from), SLSC_OK);
    assert_int_equal(outputs->add_json(unit, SLSC_STR("v.json"), value, from), SLSC_OK);
    assert_int_equal(slsc_emit(unit), SLSC_OK);
    assert_true(slsc_str_is(read_file(unit, folder, ".serverless/spec.yml"), "x: 1\n"));
    assert_true(slsc_str_starts(read_file(unit, folder, ".serverless/v.json"), SLSC_STR("[]")));
    for (const char *const *name = bad; *name; name++)
        assert_int_equal(outputs->add(unit, slsc_str_z(*name), SLSC_STR("x"), from), SLSC_FAIL);
    assert_non_null(strstr(codes_of(unit), "emit/bad-name"));
    assert_null(strstr(codes_of(unit), "emit/same-name"));
    for (const char *const *name = taken; *name; name++)
        assert_int_equal(outputs->add(unit, slsc_str_z(*name), SLSC_STR("x"), from), SLSC_FAIL);
    assert_non_null(strstr(codes_of(unit), "emit/same-name"));
    slsc_unit_free(unit);
    remove_folder(folder);
}

static void kept_files_stay_in_the_service(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js");
    slsc_str digests[2];
    slsc_unit *units[2];
    for (int i = 0; i < 2; i++) {
        slsc_unit *unit = units[i] = make_unit(folder, config, NULL);
        json(unit, "{\"Resources\": {}}", SLSC_TEMPLATE);
        slsc_node *f = slsc_node_path(unit, unit->roots[SLSC_CONFIG], "functions.g");
        slsc_str path = SLSC_STR("_warmup/index.js");
        assert_int_equal(slsc_package_add_file(unit, f, path, SLSC_STR("x"), SLSC_FILE_KEEP, f),
                         SLSC_OK);
        assert_int_equal(slsc_package_build(unit), SLSC_OK);
        assert_string_equal(names_in(unit, slsc_package_of(unit, f)), "_warmup/index.js a.js");
        assert_int_equal(slsc_emit(unit), SLSC_OK);
        assert_true(slsc_str_is(read_file(unit, folder, "_warmup/index.js"), "x"));
        digests[i] = slsc_package_directory(unit);
    }
    assert_true(slsc_str_eq(digests[0], digests[1]));
    slsc_unit_free(units[0]);
    slsc_unit_free(units[1]);
    remove_folder(folder);
}

static void nobodys_files_are_replaced(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "svc/a.js svc/src/b.js");
    char service[100];
    snprintf(service, sizeof service, "%s/svc", folder);
    static const char *const bad[] = { ".", "..", "src", "src/.." };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        slsc_settings settings = { .jobs = 1, .package = slsc_str_z(bad[i]) };
        slsc_unit *unit = build(service, "{'service': 'svc', 'functions': {'f': {}}}", &settings);
        assert_int_equal(slsc_emit(unit), SLSC_FAIL);
        assert_string_equal(codes_of(unit), "emit/bad-folder");
        assert_true(read_file(unit, service, "src/b.js").len > 0);
        slsc_unit_free(unit);
    }
    slsc_unit *unit = build(service, config, &(slsc_settings) { .jobs = 1, .no_artifacts = true });
    assert_int_equal(slsc_emit(unit), SLSC_OK);
    assert_null(read_file(unit, service, ".serverless/svc.zip").ptr);
    assert_true(read_file(unit, service, ".serverless/serverless-state.json").len > 0);
    slsc_unit_free(unit);
    remove_folder(folder);
}

static void large_templates_are_warned_of(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js");
    slsc_unit *unit = build(folder, config, NULL);
    slsc_node *resources = slsc_node_path(unit, unit->roots[SLSC_TEMPLATE], "Resources");
    char *filler = SLSC_NEW_ARRAY(unit->arena, char, 2000);
    memset(filler, 'x', 2000);
    for (int i = 0; i < 501; i++) {
        slsc_node *text = slsc_node_string(unit, (slsc_str) { filler, 2000 }, resources);
        slsc_node_set(unit, resources, slsc_strf(unit->arena, "R%d", i), text);
    }
    assert_int_equal(slsc_emit(unit), SLSC_OK);
    assert_non_null(strstr(codes_of(unit), "emit/template-too-large"));
    slsc_unit_free(unit);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(state_is_as_the_reference_reads_it),
        cmocka_unit_test(provenance_tells_what_differs),
        cmocka_unit_test(everything_is_written),
        cmocka_unit_test(files_of_passes_are_written_too),
        cmocka_unit_test(kept_files_stay_in_the_service),
        cmocka_unit_test(nobodys_files_are_replaced),
        cmocka_unit_test(large_templates_are_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
