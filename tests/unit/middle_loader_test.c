/* Which plugins a service gets. Here the shipped ones are two tables of this file, linked in. */
#include "unit/middle_unit.h"

#include "slsc/sugar.h"

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = slsc_map(h, u, h->root(u, SLSC_CONFIG));
    return SLSC_OK;
}

static void close_state(void *state) { assert_non_null(state); }

static const slsc_plugin std = {
    .struct_size = sizeof std, .name = "std", .version = "1", .summary = "always there"
};
static const slsc_plugin queue = { .struct_size = sizeof queue,
                                   .name = "queue",
                                   .version = "1",
                                   .summary = "by claim",
                                   .open = open_state,
                                   .close = close_state };
static const slsc_plugin warm = {
    .struct_size = sizeof warm, .name = "warm", .version = "1", .summary = "by name"
};
static const slsc_plugin *get_queue(void) { return &queue; }
static const slsc_plugin *get_warm(void) { return &warm; }

static const char *const queue_claims[] = { "provider.queue", "functions.*.events.*.queue", NULL };
static const char *const lost_claims[] = { "provider.lost", NULL };
static const char *const warm_names[] = { "serverless-plugin-warmup", NULL };
const slsc_plugin *const slsc_std_plugins[] = { &std, NULL };
const slsc_shipped slsc_shipped_plugins[] = {
    { "queue", queue_claims, NULL, get_queue },
    { "warm", NULL, warm_names, get_warm },
    { "lost", lost_claims, NULL, NULL }, /* is to be a file, which nobody installed */
    { NULL, NULL, NULL, NULL },
};

static slsc_unit *load(const char *service, const slsc_settings *settings, slsc_status expected)
{
    slsc_unit *unit = unit_with(settings, service);
    slsc_status status = slsc_loader_named(unit);
    if (status == SLSC_OK) status = slsc_loader_claimed(unit);
    if (status == SLSC_OK) status = slsc_loader_open(unit);
    assert_int_equal(status, expected);
    return unit;
}

static void assert_loaded(const char *service, const char *names)
{
    const slsc_settings settings = { .checked = true };
    slsc_unit *unit = load(service, &settings, SLSC_OK);
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    for (size_t i = 0; i < slsc_loader_count(unit); i++)
        slsc_sb_addf(&out, "%s ", slsc_loader_at(unit, i)->plugin.name);
    assert_string_equal(slsc_str_cstr(unit->arena, slsc_sb_str(&out)), names);
    assert_true(slsc_unit_ok(unit));
    slsc_loader_close(unit);
    slsc_unit_free(unit);
}

static void plugins_come_when_called_for(void **state)
{
    (void)state;
    assert_loaded("{}", "std ");
    assert_loaded("{\"plugins\": null}", "std ");
    assert_loaded("{\"plugins\": [\"serverless-plugin-warmup\"]}", "std warm ");
    assert_loaded("{\"plugins\": [\"warm\", \"serverless-plugin-warmup\"]}", "std warm ");
    assert_loaded("{\"plugins\": {\"localPath\": \"./x\", \"modules\": [\"warm\"]}}", "std warm ");
    assert_loaded("{\"provider\": {\"queue\": null}}", "std queue ");
    assert_loaded("{\"provider\": \"queue\"}", "std queue ");
    assert_loaded("{\"functions\": {\"a\": {}, \"b\": {\"events\": [{\"x\": 1}, {\"queue\": 1}]}}}",
                  "std queue ");
    assert_loaded("{\"functions\": [{\"a\": {\"events\": [{\"queue\": 1}]}}]}", "std queue ");
    assert_loaded("{\"functions\": {\"queue\": {\"events\": \"x\"}}, \"queue\": 1}", "std ");
    assert_loaded("{\"provider\": {\"queue\": 1}, \"plugins\": [\"warm\"]}", "std warm queue ");
}

static void assert_refused(const char *service, bool allow, slsc_severity severity,
                           const char *code, const char *message)
{
    const slsc_settings settings = { .checked = true, .allow_unknown_plugins = allow };
    slsc_unit *unit = load(service, &settings, severity == SLSC_ERROR ? SLSC_FAIL : SLSC_OK);
    assert_told(unit, severity, code, message);
    slsc_unit_free(unit);
}

static void what_is_no_plugin_is_told(void **state)
{
    (void)state;
    assert_refused("{\"plugins\": [\"serverless-foo\"]}", false, SLSC_ERROR, "plugins/unknown",
                   "no plugin of slsc does what `serverless-foo` does, and it may change the "
                   "template");
    assert_refused("{\"plugins\": [\"serverless-foo\"]}", true, SLSC_WARNING, "plugins/unknown",
                   "no plugin of slsc does what `serverless-foo` does, and it may change the "
                   "template");
    assert_refused("{\"plugins\": [\"serverless-offline\"]}", false, SLSC_NOTE, "plugins/no-effect",
                   "plugin `serverless-offline` has no effect here: it runs the service locally");
    assert_refused("{\"plugins\": [\"${self:custom.x}\"]}", false, SLSC_ERROR,
                   "plugins/variable-name", "a plugin is named by a variable that is not resolved");
    assert_refused("{\"plugins\": \"${file(x.yml)}\"}", true, SLSC_WARNING, "plugins/variable-name",
                   "a plugin is named by a variable that is not resolved");
    assert_refused("{\"plugins\": [\"warm\", \"warm\"]}", false, SLSC_WARNING, "plugins/twice",
                   "plugin `warm` is named twice");
    assert_refused("{\"plugins\": [[]]}", false, SLSC_ERROR, "plugins/not-a-name",
                   "the name of a plugin must be a string");
    assert_refused("{\"plugins\": 1}", false, SLSC_ERROR, "plugins/not-a-list",
                   "`plugins` must be a list of names");
}

static void an_installation_may_lack_a_part(void **state)
{
    (void)state;
    assert_refused("{\"provider\": {\"lost\": 1}}", false, SLSC_ERROR, "plugin/missing",
                   "plugin `lost`, which belongs to slsc, is not there");
}

static void a_name_may_be_a_variable(void **state)
{
    const slsc_settings settings = { .checked = true };
    slsc_unit *unit = unit_with(&settings, "{\"plugins\": \"${file(plugins.json)}\"}");
    slsc_node *config = unit->roots[SLSC_CONFIG];
    (void)state;
    assert_int_equal(slsc_loader_named(unit), SLSC_OK);
    assert_int_equal(slsc_loader_count(unit), 1);
    slsc_node *list = slsc_json_parse_text(unit, SLSC_STR("[\"warm\"]"), config, NULL);
    slsc_node_setz(unit, config, "plugins", list);
    assert_int_equal(slsc_loader_claimed(unit), SLSC_OK);
    assert_int_equal(slsc_loader_count(unit), 2);
    assert_int_equal(slsc_loader_claimed(unit), SLSC_OK); /* as after passes that configure */
    assert_true(slsc_unit_ok(unit));
    assert_int_equal(slsc_diags_count(unit->diags, SLSC_WARNING), 0);
    slsc_unit_free(unit);
}

static void an_error_says_where_it_looked(void **state)
{
    const char *const environment[] = { "SLSC_PLUGIN_PATH=/no/where:/else/where", NULL };
    const slsc_settings settings = { .environ = environment };
    slsc_unit *unit = load("{\"plugins\": [\"wram\"]}", &settings, SLSC_FAIL);
    size_t count;
    const slsc_report *report = slsc_diags_sorted(unit->diags, &count);
    (void)state;
    assert_int_equal(count, 1);
    assert_true(slsc_str_is(report->help, "did you mean `warm`?"));
    assert_non_null(report->remarks);
    assert_string_equal(slsc_str_cstr(unit->arena, report->remarks->text),
                        "there is no `slsc-wram.so` or `wram.so` in `.slsc/plugins`, "
                        "`/no/where`, `/else/where` or among the plugins of slsc");
    slsc_unit_free(unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plugins_come_when_called_for),
        cmocka_unit_test(what_is_no_plugin_is_told),
        cmocka_unit_test(an_installation_may_lack_a_part),
        cmocka_unit_test(a_name_may_be_a_variable),
        cmocka_unit_test(an_error_says_where_it_looked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
