/* Packages: which there are, what is in them, what is told when something is wrong. Expected values
 * are those of semantics D.2, where the reference was watched. */
#include "back_service.h"

static const char *const tree =
    "a.js b.js .env .env.dev .gitignore .git/HEAD .serverless/old.json "
    "serverless.yml dir/x.txt dir/sub/y.txt dir/sub/.hidden other/z.txt "
    "lib/dir/w.txt .dot/f .serverless.slsc-9.0/half.json";

/* What the service's zip holds when `package.patterns` is this list. */
static void assert_patterns(const char *patterns, const char *expected)
{
    char *folder = make_folder();
    char config[500];
    write_files(folder, tree);
    snprintf(config, sizeof config,
             "{'service': 'svc', 'package': {'patterns': %s}, 'functions': {'f': {}}}", patterns);
    slsc_unit *unit = make_unit(folder, config, NULL);
    slsc_status status = slsc_package_build(unit);
    assert_string_equal(names_in(unit, package_named(unit, "svc.zip")), expected);
    assert_string_equal(codes_of(unit), *expected ? "" : "package/empty");
    assert_int_equal(status, *expected ? SLSC_OK : SLSC_FAIL);
    slsc_unit_free(unit);
    remove_folder(folder);
}

static void patterns_decide_in_order(void **state)
{
    (void)state;
    const char *all = ".dot/f .env .env.dev a.js b.js dir/sub/.hidden dir/sub/y.txt dir/x.txt "
                      "lib/dir/w.txt other/z.txt";
    assert_patterns("[]", all);
    assert_patterns("['!dir/']", all);
    assert_patterns("['!**', 'a.js', './b.js']", "a.js b.js");
    assert_patterns("['!**', './dir/**']", "dir/sub/.hidden dir/sub/y.txt dir/x.txt");
    assert_patterns("['a.js', '!**']", "");
    assert_patterns("['!**', '*.js', '!b.js']", "a.js");
    assert_patterns("['!**', '.*']", ".env .env.dev .gitignore");
    assert_patterns("['!**', '.*/**', '!.git/**']", ".dot/f");
    assert_patterns("['!**', '{a,b}.js', 'dir/?.txt', 'o[a-z]*/**']",
                    "a.js b.js dir/x.txt other/z.txt");
    assert_patterns("['!**', '**/sub/**', '**/w.*']",
                    "dir/sub/.hidden dir/sub/y.txt lib/dir/w.txt");
    assert_patterns("['!**', '.git/HEAD']", ".git/HEAD");
    assert_patterns("['!**', 'serverless.yml']", "serverless.yml");
    assert_patterns("['!**', '.serverless/**']", "");
}

/* A folder that is itself matched is hidden with all below it, from the patterns before. */
static void a_folder_is_hidden(void **state)
{
    (void)state;
    assert_patterns("['!dir']", ".dot/f .env .env.dev a.js b.js lib/dir/w.txt other/z.txt");
    assert_patterns("['!**/dir']", ".dot/f .env .env.dev a.js b.js other/z.txt");
    assert_patterns("['dir/sub/*', '!dir']",
                    ".dot/f .env .env.dev a.js b.js lib/dir/w.txt other/z.txt");
    assert_patterns("['!dir', 'dir/sub/*']", ".dot/f .env .env.dev a.js b.js dir/sub/.hidden "
                                             "dir/sub/y.txt lib/dir/w.txt other/z.txt");
    /* Not by a glob in the last segment: that only takes out files. */
    assert_patterns("['!*', '!.*']", ".dot/f dir/sub/.hidden dir/sub/y.txt dir/x.txt lib/dir/w.txt "
                                     "other/z.txt");
}

static slsc_unit *build(const char *folder, const char *config)
{
    slsc_unit *unit = make_unit(folder, config, NULL);
    slsc_package_build(unit);
    return unit;
}

static void a_directory_name_selects_nothing(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, tree);
    slsc_unit *unit = build(folder, "{'service': 'svc', 'functions': {'f': {}}, "
                                    "'package': {'patterns': ['!**', 'dir', 'nowhere.js']}}");
    assert_string_equal(codes_of(unit), "package/empty package/pattern-without-match "
                                        "package/pattern-without-match");
    slsc_unit_free(unit);
    remove_folder(folder);
}

static const slsc_package *package_of(slsc_unit *unit, const char *path)
{
    const slsc_node *node = slsc_node_path(unit, unit->roots[SLSC_CONFIG], path);
    assert_non_null(node);
    return slsc_package_of(unit, node);
}

static void functions_share_or_have_their_own(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js b.js layer/nodejs/l.js shared.js");
    write_file(folder, "given.zip", "PK\003\004 and so on");
    slsc_unit *unit =
        build(folder, "{'service': 'svc', 'package': {'patterns': ['!*.zip']}, 'functions': {"
                      "'one': {}, 'two': {'package': {'patterns': ['!a.js']}},"
                      "'own': {'package': {'individually': true, 'patterns': ['!a.js']}},"
                      "'image': {'image': 'x'}, 'given': {'package': {'artifact': 'given.zip'}}},"
                      "'layers': {'lay': {'path': './layer'}}}");
    assert_string_equal(codes_of(unit), "package/patterns-ignored");
    assert_int_equal(slsc_package_count(unit), 4);
    assert_ptr_equal(package_of(unit, "functions.one"), package_of(unit, "functions.two"));
    assert_string_equal(names_in(unit, package_of(unit, "functions.one")), "a.js b.js shared.js");
    assert_string_equal(names_in(unit, package_of(unit, "functions.own")), "b.js shared.js");
    assert_string_equal(names_in(unit, package_of(unit, "layers.lay")), "nodejs/l.js");
    assert_null(package_of(unit, "functions.image"));
    const slsc_package *given = package_of(unit, "functions.given");
    assert_true(given->given && slsc_str_is(given->file, "given.zip"));
    /* printf 'PK\003\004 and so on' | openssl sha256 -binary | base64 */
    assert_true(slsc_str_is(given->digest, "B8ke83E2nX95ZsidKs4Kn7HEVhTVtZC8pYEV2Sn0m/0="));
    slsc_str key =
        slsc_package_s3_key(unit, slsc_node_path(unit, unit->roots[SLSC_CONFIG], "functions.own"));
    assert_true(slsc_str_starts(key, SLSC_STR("serverless/svc/dev/")));
    assert_true(slsc_str_ends(key, SLSC_STR("/own.zip")));
    assert_int_equal(key.len, strlen("serverless/svc/dev/") + 32 + strlen("/own.zip"));
    slsc_unit_free(unit);
    remove_folder(folder);
}

static slsc_status generate(slsc_unit *unit, const char *function, const char *content,
                            uint32_t flags)
{
    slsc_node *node = slsc_node_path(unit, unit->roots[SLSC_CONFIG], function);
    return slsc_package_add_file(unit, node, SLSC_STR("made.js"), slsc_str_z(content), flags, node);
}

/* One zip, made and digested once, where all that decides about its bytes is the same. */
static void equal_packages_are_made_once(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js b.js");
    slsc_unit *unit =
        make_unit(folder,
                  "{'service': 'svc', 'package': {'individually': true}, 'functions': {'f': {},"
                  "'g': {'package': {'patterns': ['!b.js', 'b.js']}},"
                  "'less': {'package': {'patterns': ['!b.js']}},"
                  "'made': {}, 'same': {}, 'other': {}, 'executable': {}}}",
                  NULL);
    assert_int_equal(generate(unit, "functions.made", "1", 0), SLSC_OK);
    assert_int_equal(generate(unit, "functions.same", "1", 0), SLSC_OK);
    assert_int_equal(generate(unit, "functions.other", "2", 0), SLSC_OK);
    assert_int_equal(generate(unit, "functions.executable", "1", SLSC_FILE_EXECUTABLE), SLSC_OK);
    assert_int_equal(slsc_package_build(unit), SLSC_OK);
    static const struct {
        const char *a, *b;
        bool equal;
    } pairs[] = { { "functions.f", "functions.g", true },
                  { "functions.f", "functions.less", false },
                  { "functions.f", "functions.made", false },
                  { "functions.made", "functions.same", true },
                  { "functions.made", "functions.other", false },
                  { "functions.made", "functions.executable", false } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const slsc_package *a = package_of(unit, pairs[i].a), *b = package_of(unit, pairs[i].b);
        assert_ptr_not_equal(a, b);
        assert_true((a->pieces == b->pieces) == pairs[i].equal);
        assert_true(slsc_str_eq(a->digest, b->digest) == pairs[i].equal);
        assert_true(a->size > 0 && b->size > 0);
        assert_false(slsc_str_eq(a->file, b->file));
    }
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* `individually` of the service holds for all; its artifact is taken by who does not insist. */
static void service_settings_reach_functions(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js .env");
    write_file(folder, "s.zip", "PK\005\006");
    slsc_unit *unit =
        build(folder, "{'service': 'svc', 'useDotenv': true, 'package': {'individually': true}, "
                      "'functions': {'f': {'package': {'individually': false}}, 'g': {}}}");
    assert_string_equal(names_in(unit, package_named(unit, "f.zip")), "a.js s.zip");
    assert_non_null(package_named(unit, "g.zip"));
    assert_null(package_named(unit, "svc.zip"));
    slsc_unit_free(unit);

    unit = build(folder, "{'service': 'svc', 'package': {'individually': true, "
                         "'artifact': 's.zip'}, 'functions': {'f': {}, "
                         "'g': {'package': {'individually': true, 'patterns': ['!.env']}}}}");
    assert_string_equal(codes_of(unit), "");
    assert_true(package_of(unit, "functions.f")->given);
    assert_string_equal(names_in(unit, package_of(unit, "functions.g")), "a.js s.zip");
    slsc_unit_free(unit);
    remove_folder(folder);
}

static void old_keys_are_taken(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, tree);
    slsc_unit *unit = build(folder, "{'service': 'svc', 'functions': {'f': {}}, 'package': {"
                                    "'include': ['dir/x.txt'], 'exclude': ['**', '!a.js']}}");
    assert_string_equal(names_in(unit, package_named(unit, "svc.zip")), "a.js dir/x.txt");
    assert_string_equal(codes_of(unit), "package/include-exclude package/include-exclude");
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* What only one function takes is found below a folder that the service closes for all. */
static void closed_folders_are_entered_for_one(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js lib/x/y/one.js lib/x/two.js lib/z/three.js out/old.zip");
    slsc_settings settings = { .jobs = 1, .package = SLSC_STR("out") };
    slsc_unit *unit =
        make_unit(folder,
                  "{'service': 'svc', 'package': {'patterns': ['!lib/**'], 'individually': true}, "
                  "'functions': {'f': {'package': {'patterns': ['lib/x/y/*.js']}}, 'g': {}, "
                  "'h': {'package': {'patterns': ['lib/z/**', 'out/**']}}}}",
                  &settings);
    assert_int_equal(slsc_package_build(unit), SLSC_OK);
    assert_string_equal(names_in(unit, package_named(unit, "f.zip")), "a.js lib/x/y/one.js");
    assert_string_equal(names_in(unit, package_named(unit, "g.zip")), "a.js");
    assert_string_equal(names_in(unit, package_named(unit, "h.zip")), "a.js lib/z/three.js");
    slsc_unit_free(unit);
    remove_folder(folder);
}

static void outside_is_reached_by_name(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "svc/a.js common/c.js common/deep/d.js other.txt");
    char service[100];
    snprintf(service, sizeof service, "%s/svc", folder);
    const char *config = "{'service': 'svc', 'functions': {'f': {}}, "
                         "'package': {'patterns': ['../common/**', '../other.txt']}}";
    slsc_unit *unit = build(service, config);
    assert_string_equal(names_in(unit, package_named(unit, "svc.zip")),
                        "a.js common/c.js common/deep/d.js other.txt");
    slsc_unit_free(unit);
    unit = make_unit(service, config, &(slsc_settings) { .jobs = 1, .hermetic = true });
    assert_int_equal(slsc_package_build(unit), SLSC_FAIL);
    assert_string_equal(codes_of(unit), "package/outside package/outside");
    slsc_unit_free(unit);

    char link[120];
    snprintf(link, sizeof link, "%s/link.txt", service);
    assert_int_equal(symlink("../other.txt", link), 0);
    config = "{'service': 'svc', 'functions': {'f': {}}}";
    unit = build(service, config);
    assert_string_equal(names_in(unit, package_named(unit, "svc.zip")), "a.js link.txt");
    slsc_unit_free(unit);
    unit = make_unit(service, config, &(slsc_settings) { .jobs = 1, .hermetic = true });
    assert_int_equal(slsc_package_build(unit), SLSC_FAIL);
    assert_string_equal(codes_of(unit), "package/outside");
    slsc_unit_free(unit);
    remove_folder(folder);
}

static void faults_are_told(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js no.zip");
    static const char *const cases[][2] = {
        { "package/no-artifact", "'functions': {'f': {'package': {'artifact': 'none.zip'}}}" },
        { "package/not-a-zip", "'functions': {'f': {'package': {'artifact': 'no.zip'}}}" },
        { "package/remote-artifact", "'functions': {'f': {'package': {'artifact': 's3://b/k'}}}" },
        { "package/same-name",
          "'functions': {'f': {}, 'svc': {'package': {'individually': true}}}" },
        { "package/bad-name", "'functions': {'../f': {'package': {'individually': true}}}" },
        { "package/no-layer-folder", "'layers': {'l': {}}" },
        { "package/no-layer-folder", "'layers': {'l': null}" },
        { "package/no-folder", "'layers': {'l': {'path': 'nowhere'}}" },
        { "package/empty", "'package': {'patterns': ['!**']}, 'functions': {'f': {}}" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char config[300];
        snprintf(config, sizeof config, "{'service': 'svc', %s}", cases[i][1]);
        slsc_unit *unit = make_unit(folder, config, NULL);
        assert_int_equal(slsc_package_build(unit), SLSC_FAIL);
        assert_string_equal(codes_of(unit), cases[i][0]);
        slsc_unit_free(unit);
    }
    remove_folder(folder);
}

/* ---- Files that passes make ---- */

static slsc_status add_file(slsc_unit *unit, const char *path, const char *text, uint32_t flags)
{
    slsc_node *f = slsc_node_path(unit, unit->roots[SLSC_CONFIG], "functions.f");
    return slsc_package_artifact_table()->add_file(unit, f, slsc_str_z(path), slsc_str_z(text),
                                                   flags, f);
}

static void generated_files_join_their_function(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js _warmup/index.js");
    const char *config = "{'service': 'svc', 'functions': {'g': {}, 'f': {'package': "
                         "{'individually': true, 'patterns': ['!**', '_warmup/**']}}}}";
    slsc_unit *unit = make_unit(folder, config, NULL);
    assert_int_equal(add_file(unit, "./_warmup/index.js", "old", 0), SLSC_OK);
    assert_int_equal(add_file(unit, "_warmup/index.js", "new", SLSC_FILE_KEEP), SLSC_OK);
    assert_int_equal(slsc_package_build(unit), SLSC_OK);
    const slsc_package *own = package_of(unit, "functions.f");
    assert_string_equal(names_in(unit, own), "_warmup/index.js");
    /* Stored, since it is short: five bytes, then the text. */
    assert_true(slsc_str_is(slsc_str_sub(own->pieces[1], 5, 9), "new"));
    assert_string_equal(names_in(unit, package_of(unit, "functions.g")), "a.js");
    assert_int_equal(add_file(unit, "late.js", "", 0), SLSC_FAIL);
    assert_string_equal(codes_of(unit), "package/too-late");
    slsc_unit_free(unit);

    unit = make_unit(folder, config, NULL);
    assert_int_equal(add_file(unit, "../out.js", "", 0), SLSC_FAIL);
    assert_int_equal(add_file(unit, "/out.js", "", 0), SLSC_FAIL);
    assert_int_equal(add_file(unit, "", "", 0), SLSC_FAIL);
    assert_int_equal(add_file(unit, "a\nb", "", 0), SLSC_FAIL);
    assert_string_equal(codes_of(unit),
                        "package/bad-path package/bad-path package/bad-path package/bad-path");
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* What passes make for a function goes into its zip: there must be one, and slsc must make it. */
static void generated_files_need_a_package(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, "a.js a.zip");
    slsc_unit *unit = make_unit(
        folder, "{'service': 'svc', 'functions': {'f': {'package': {'artifact': 'a.zip'}}}}", NULL);
    assert_int_equal(add_file(unit, "x.js", "", 0), SLSC_OK);
    assert_int_equal(slsc_package_build(unit), SLSC_FAIL);
    assert_string_equal(codes_of(unit), "package/artifact-is-given");
    slsc_unit_free(unit);

    unit = make_unit(folder, "{'service': 'svc', 'functions': {'f': {'image': 'repo@sha256:0'}}}",
                     NULL);
    assert_int_equal(add_file(unit, "x.js", "", 0), SLSC_OK);
    assert_int_equal(slsc_package_build(unit), SLSC_FAIL);
    assert_string_equal(codes_of(unit), "package/no-package");
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* A file of so many zeros that takes no place on the disk. */
static void make_hollow(const char *folder, const char *name, off_t size)
{
    char path[100];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_file(folder, name, "");
    assert_int_equal(truncate(path, size), 0);
}

static void large_packages_are_told(void **state)
{
    (void)state;
    char *folder = make_folder();
    const char *config = "{'service': 'svc', 'functions': {'f': {}}}";
    make_hollow(folder, "model.bin", (250 << 20) + 1);
    slsc_unit *unit = make_unit(folder, config, &(slsc_settings) { .no_artifacts = true });
    assert_int_equal(slsc_package_build(unit), SLSC_OK);
    assert_string_equal(codes_of(unit), "package/over-limit");
    slsc_unit_free(unit);

    make_hollow(folder, "model.bin", (512 << 20) + 1);
    unit = build(folder, config);
    assert_string_equal(codes_of(unit), "package/too-large");
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* A folder of files under as many names: more to look at than slsc does, though few on the disk. */
static void too_many_files_are_told(void **state)
{
    (void)state;
    enum { SIDE = 710 }; /* its square is over the limit */
    char *folder = make_folder();
    char path[100];
    for (int i = 0; i < SIDE; i++) {
        snprintf(path, sizeof path, "many/%d", i);
        write_file(folder, path, "");
        snprintf(path, sizeof path, "%s/again%d", folder, i);
        assert_int_equal(symlink("many", path), 0);
    }
    slsc_unit *unit = build(folder, "{'service': 'svc', 'functions': {'f': {}}}");
    assert_string_equal(codes_of(unit), "package/too-many-files");
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* Linux has a file that anybody may open and nobody can read from its start. */
static void unreadable_files_are_told(void **state)
{
    (void)state;
    char *folder = make_folder();
    char path[100];
    snprintf(path, sizeof path, "%s/memory", folder);
    if (access("/proc/self/mem", R_OK) == 0 && symlink("/proc/self/mem", path) == 0) {
        slsc_unit *unit = build(folder, "{'service': 'svc', 'functions': {'f': {}}}");
        assert_string_equal(codes_of(unit), "package/unreadable");
        slsc_unit_free(unit);
    }
    remove_folder(folder);
}

static void names_are_utf8(void **state)
{
    (void)state;
    char *folder = make_folder();
    char path[100];
    snprintf(path, sizeof path, "%s/caf\xe9.js", folder);
    FILE *file = fopen(path, "w"); /* some file systems refuse it themselves */
    if (file) {
        fclose(file);
        slsc_unit *unit = build(folder, "{'service': 'svc', 'functions': {'f': {}}}");
        assert_string_equal(codes_of(unit), "package/bad-file-name");
        slsc_unit_free(unit);
    }
    remove_folder(folder);
}

/* ---- Development's packages ---- */

static void development_is_left_out(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_file(folder, "package.json",
               "{\"dependencies\": {\"prod\": \"1\"}, "
               "\"peerDependencies\": {\"peer\": \"1\"}, "
               "\"devDependencies\": {\"dev\": \"1\", \"both\": \"1\", \"peer\": \"1\"}}");
    write_file(folder, "node_modules/prod/package.json", "{\"dependencies\": {\"both\": \"1\"}}");
    write_file(folder, "node_modules/both/package.json", "{}");
    write_file(folder, "node_modules/peer/package.json", "{}");
    write_file(folder, "node_modules/dev/package.json",
               "{\"bin\": {\"tool\": \"t.js\"}, \"dependencies\": {\"@s/deep\": \"1\", "
               "\"own\": \"1\", \"../../evil\": \"1\"}}");
    write_file(folder, "node_modules/@s/deep/package.json", "{\"bin\": \"x.js\"}");
    write_file(folder, "node_modules/dev/node_modules/own/package.json", "{}");
    write_file(folder, "node_modules/own/package.json", "{}");
    write_file(folder, "node_modules/stray/package.json", "not JSON");
    write_files(folder, "node_modules/.bin/tool node_modules/.bin/deep node_modules/.bin/prod");
    const char *config = "{'service': 'svc', 'functions': {'f': {}}, "
                         "'package': {'patterns': ['node_modules/dev/**'] %s}}";
    char text[300];
    snprintf(text, sizeof text, config, "");
    slsc_unit *unit = build(folder, text);
    assert_string_equal(names_in(unit, package_named(unit, "svc.zip")),
                        "node_modules/.bin/prod node_modules/both/package.json "
                        "node_modules/own/package.json node_modules/prod/package.json "
                        "node_modules/stray/package.json package.json");
    slsc_unit_free(unit);
    snprintf(text, sizeof text, config, ", 'excludeDevDependencies': false");
    unit = build(folder, text);
    assert_non_null(strstr(names_in(unit, package_named(unit, "svc.zip")), "node_modules/dev/"));
    slsc_unit_free(unit);
    remove_folder(folder);
}

/* ---- Same input, same bytes ---- */

static slsc_str all_bytes(slsc_unit *unit)
{
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    slsc_sb_add(&sb, slsc_package_directory(unit));
    for (size_t i = 0; i < slsc_package_count(unit); i++) {
        const slsc_package *package = slsc_package_at(unit, i);
        slsc_sb_add(&sb, package->digest);
        for (size_t j = 0; j < package->piece_count; j++) slsc_sb_add(&sb, package->pieces[j]);
    }
    return slsc_sb_str(&sb);
}

static void threads_do_not_show(void **state)
{
    (void)state;
    char *folder = make_folder();
    for (int i = 0; i < 300; i++) {
        char path[40], text[200];
        snprintf(path, sizeof path, "d%d/f%d.js", i % 7, i);
        snprintf(text, sizeof text, "module.exports = %d; // %0150d", i, i);
        write_file(folder, path, text);
    }
    const char *config = "{'service': 'svc', 'package': {'individually': true}, 'functions': {"
                         "'a': {}, 'b': {'package': {'patterns': ['!d1/**']}}, "
                         "'c': {'package': {'patterns': ['!**', 'd2/**']}}}}";
    for (int without = 0; without < 2; without++) {
        slsc_settings one = { .jobs = 1, .no_artifacts = without }, four = one;
        four.jobs = 4;
        slsc_unit *x = make_unit(folder, config, &one), *y = make_unit(folder, config, &four);
        assert_int_equal(slsc_package_build(x), SLSC_OK);
        assert_int_equal(slsc_package_build(y), SLSC_OK);
        assert_int_equal(slsc_package_count(x), 3);
        assert_true(slsc_str_eq(all_bytes(x), all_bytes(y)));
        assert_int_equal(x->input_count, 300);
        slsc_str before = slsc_str_copy(y->arena, slsc_package_at(x, 1)->digest);
        slsc_unit_free(x);
        write_file(folder, "d3/f3.js", without ? "changed again" : "changed");
        x = make_unit(folder, config, &one);
        assert_int_equal(slsc_package_build(x), SLSC_OK);
        assert_false(slsc_str_eq(before, slsc_package_at(x, 1)->digest));
        assert_true(slsc_str_eq(slsc_package_at(y, 2)->digest, slsc_package_at(x, 2)->digest));
        slsc_unit_free(x);
        slsc_unit_free(y);
    }
    remove_folder(folder);
}

static void files_are_lent_to_plugins(void **state)
{
    (void)state;
    char *folder = make_folder();
    write_files(folder, tree);
    const slsc_files *files = slsc_package_files_table();
    slsc_unit *unit = make_unit(folder, "{'service': 'svc'}", NULL);
    const slsc_node *from = unit->roots[SLSC_CONFIG];
    slsc_str text, patterns[] = { SLSC_STR("!**"), SLSC_STR("dir/**") };
    assert_int_equal(files->read(unit, SLSC_STR("./a.js"), from, &text), SLSC_OK);
    assert_true(slsc_str_is(text, "a.js"));
    assert_int_equal(files->exists(unit, SLSC_STR("a.js")), 1);
    assert_int_equal(files->exists(unit, SLSC_STR("dir")), 0);
    assert_int_equal(files->exists(unit, SLSC_STR("../x")), 0);
    slsc_node *list = files->list(unit, patterns, 2, from);
    assert_int_equal(slsc_node_count(list), 3);
    assert_true(slsc_node_is_text(slsc_node_at(list, 0), "dir/sub/.hidden"));
    assert_string_equal(codes_of(unit), "");
    assert_int_equal(files->read(unit, SLSC_STR("../x"), from, &text), SLSC_FAIL);
    assert_string_equal(codes_of(unit), "files/unreadable");
    slsc_unit_free(unit);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_decide_in_order),
        cmocka_unit_test(a_folder_is_hidden),
        cmocka_unit_test(a_directory_name_selects_nothing),
        cmocka_unit_test(functions_share_or_have_their_own),
        cmocka_unit_test(equal_packages_are_made_once),
        cmocka_unit_test(service_settings_reach_functions),
        cmocka_unit_test(old_keys_are_taken),
        cmocka_unit_test(closed_folders_are_entered_for_one),
        cmocka_unit_test(outside_is_reached_by_name),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(generated_files_join_their_function),
        cmocka_unit_test(generated_files_need_a_package),
        cmocka_unit_test(large_packages_are_told),
        cmocka_unit_test(too_many_files_are_told),
        cmocka_unit_test(unreadable_files_are_told),
        cmocka_unit_test(names_are_utf8),
        cmocka_unit_test(development_is_left_out),
        cmocka_unit_test(threads_do_not_show),
        cmocka_unit_test(files_are_lent_to_plugins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
