/* .env files: what is read, what is expanded, which file is taken, and who wins. Expected values
 * are those of the library that the framework uses. */
#include "front/variables/dotenv.h"
#include "front/variables/variables.h"
#include "unit/front_unit.h"

/* "NAME=value;" of each assignment. */
static void assert_reads(const char *text, const char *expected)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb out = slsc_sb_new(arena, 0);
    size_t count = 0;
    const slsc_dotenv_pair *pairs = slsc_dotenv_parse(arena, slsc_str_z(text), &count);
    for (size_t i = 0; i < count; i++)
        slsc_sb_addf(&out, "%.*s=%.*s;", SLSC_FMT(pairs[i].name), SLSC_FMT(pairs[i].value));
    assert_string_equal(slsc_str_cstr(arena, slsc_sb_str(&out)), expected);
    slsc_arena_free(arena);
}

static void test_lines(void **state)
{
    (void)state;
    assert_reads("A=1\nB = two words \n\n# C=3\nexport D=4\nE: 5\n", "A=1;B=two words;D=4;E=5;");
    assert_reads("A=1\r\nB=2\rC=3", "A=1;B=2;C=3;");
    assert_reads("\xEF\xBB\xBF"
                 "A=1",
                 "A=1;");
    assert_reads("A=\nB=#x\nC=1#2\nD=x # y\n", "A=;B=;C=1;D=x;");
    assert_reads("no line\n=1\nA:1\n-x.y_Z=1\n", "-x.y_Z=1;");
    assert_reads("A=1\nB=2\nA=3\n", "A=3;B=2;");
    assert_reads("export=1\nexport = 2\n", "export=2;");
}

static void test_quotes(void **state)
{
    (void)state;
    assert_reads("A='a # b'\nB=\"c # d\" # e\nC=`'\"`\n", "A=a # b;B=c # d;C='\";");
    assert_reads("A=\"1\\n2\"\nB='1\\n2'\n", "A=1\n2;B=1\\n2;");
    assert_reads("A='one\ntwo'\nB=3\n", "A=one\ntwo;B=3;");
    assert_reads("A=\"a\\\"b\"\n", "A=a\\\"b;");
    assert_reads("A=\"open\nB=2\n", "A=\"open;B=2;");
    assert_reads("A='a' 'b'\n", "A=a' 'b;");
}

static const char *const environment[] = { "HOST=outer", "EMPTY=", NULL };

/* What the environment of the unit says about a name, after a .env file was read. */
static void assert_expands(const char *file, const char *name, const char *expected)
{
    slsc_settings settings = { 0 };
    settings.environ = environment;
    front_write(".env", slsc_str_z(file));
    slsc_unit *unit = front_unit(&settings, "useDotenv: true\n");
    assert_int_equal(slsc_dotenv_load(unit, SLSC_STR("dev"), unit->roots[SLSC_CONFIG]), SLSC_OK);
    assert_string_equal(slsc_str_cstr(unit->arena, slsc_unit_env(unit, slsc_str_z(name))),
                        expected);
    slsc_unit_free(unit);
    front_unlink(".env");
}

static void test_expansion(void **state)
{
    (void)state;
    assert_expands("A=1\nB=x$A-${A}y\n", "B", "x1-1y");
    assert_expands("B='$A'\nA=1\n", "B", "1"); /* whatever the quotes, and from below too */
    assert_expands("B=$HOST\n", "B", "outer");
    assert_expands("B=\\$HOST\n", "B", "$HOST");
    assert_expands("B=${NO:-d}${HOST:-d}${NO-e}\n", "B", "doutere");
    assert_expands("B=${HOST:+set}${NO:+set}\n", "B", "set");
    assert_expands("B=${NO:-$HOST}\n", "B", "outer");
    assert_expands("B=$NO.\n", "B", ".");
    assert_expands("A=$A\n", "A", "");
    assert_expands("A=x$B\nB=y$A\n", "A", "xy");
    assert_expands("P=$1 $ ${} ${a{b}\n", "P", "$1 $ ${} ${a{b}");
}

static void test_who_wins(void **state)
{
    (void)state;
    assert_expands("HOST=inner\n", "HOST", "outer");
    assert_expands("EMPTY=full\n", "EMPTY", "full");
}

static slsc_unit *resolve(const char *yaml)
{
    slsc_settings settings = { 0 };
    settings.environ = environment;
    slsc_unit *unit = front_unit(&settings, yaml);
    const slsc_status status = slsc_variables_resolve(unit, NULL, 0);
    assert_int_equal(status == SLSC_OK, slsc_unit_ok(unit));
    return unit;
}

static void test_which_file(void **state)
{
    (void)state;
    const char *yaml = "service: svc\nprovider: {name: aws}\nuseDotenv: true\n"
                       "custom: {a: '${env:A, ''-''}', b: '${env:B, ''-''}'}\n";
    front_write(".env", SLSC_STR("A=default\nB=b\n"));
    slsc_unit *unit = resolve(yaml);
    assert_string_equal(front_json(unit, "custom").ptr, "{\"a\":\"default\",\"b\":\"b\"}");
    assert_true(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.a")->secret);
    slsc_unit_free(unit);
    front_write(".env.dev", SLSC_STR("A=stage\n"));
    unit = resolve(yaml);
    assert_string_equal(front_json(unit, "custom").ptr, "{\"a\":\"stage\",\"b\":\"-\"}");
    slsc_unit_free(unit);
    unit = resolve("service: svc\nprovider: {name: aws}\ncustom: {a: '${env:A, ''-''}'}\n");
    assert_string_equal(front_json(unit, "custom").ptr, "{\"a\":\"-\"}");
    slsc_unit_free(unit);
    front_unlink(".env");
    front_unlink(".env.dev");
}

static void test_faults(void **state)
{
    (void)state;
    front_write(".env.dev", SLSC_STR("WHICH=x\n"));
    slsc_unit *unit = resolve("service: svc\nuseDotenv: true\n"
                              "provider: {name: aws, stage: '${env:WHICH, ''dev''}'}\n");
    assert_string_equal(front_said(unit).ptr, "3:30+23 variables/dotenv-conflict: this chooses the "
                                              "`.env` file, and is set in it\n");
    slsc_unit_free(unit);
    front_unlink(".env.dev");
    slsc_arena *arena = slsc_arena_new(0);
    const char *folder = slsc_str_cstr(arena, front_path(arena, ".env"));
    assert_int_equal(mkdir(folder, 0700), 0);
    unit = resolve("service: svc\nuseDotenv: true\nprovider: {name: aws}\n");
    assert_string_equal(front_said(unit).ptr, "2:12+4 variables/dotenv-unreadable: cannot use "
                                              "`.env`: a folder, not a file\n");
    slsc_unit_free(unit);
    rmdir(folder);
    slsc_arena_free(arena);
    /* each doubles the one before */
    front_write(".env", SLSC_STR("A=$B$B\nB=$C$C\nC=$D$D\nD=$E$E\nE=$F$F\nF=$G$G\nG=$H$H\n"
                                 "H=$I$I\nI=x\n"));
    unit = resolve("service: svc\nuseDotenv: true\nprovider: {name: aws}\n");
    assert_string_equal(front_said(unit).ptr, "2:12+4 variables/dotenv-unreadable: cannot use "
                                              "`.env`: its values grow without end\n");
    slsc_unit_free(unit);
    front_unlink(".env");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),      cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_expansion),  cmocka_unit_test(test_who_wins),
        cmocka_unit_test(test_which_file), cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, front_make_folder, front_remove_folder);
}
