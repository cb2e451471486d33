/* revision.c: the template that the service had at a revision of its repository.
 *
 * The revision's files are written into a scratch folder by way of an index of their own, so that
 * nothing of the checkout is touched: includes and ${file()} see that revision too. The service is
 * compiled there. */
#include "driver/plan.h"

#include "base/process.h"
#include "base/remove.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { ENOUGH = 1 << 16, PATIENCE = 120000 }; /* bytes of an answer, milliseconds */

typedef struct checkout {
    slsc_unit *unit;
    slsc_str revision;
    const char *folder; /* of the service */
    const char *scratch;
    slsc_str prefix; /* of the service's folder in the repository: "", "services/orders/" */
    const char **environ;
} checkout;

/* Runs git in the service's folder; `said`, when given, is its answer without the line feed. */
static slsc_status git(checkout *c, const char *const *words, slsc_str *said)
{
    const char *arguments[12] = { "git", "-C", c->folder };
    for (size_t i = 0; words[i] && i < 8; i++) arguments[i + 3] = words[i];
    slsc_process run = { .arguments = arguments,
                         .environ = c->environ,
                         .result = 1,
                         .limit = ENOUGH,
                         .milliseconds = PATIENCE };
    const slsc_process_end end = slsc_process_run(c->unit->arena, &run);
    if (said) *said = slsc_str_trim(run.output);
    if (end == SLSC_PROCESS_DONE && run.status == 0) return SLSC_OK;
    const slsc_str first = slsc_str_trim(run.errors);
    const slsc_str line = slsc_str_sub(first, 0, slsc_str_find_char(first, '\n'));
    return slsc_errorf(c->unit, NULL, "plan/revision", "revision `%.*s` cannot be had: %.*s",
                       SLSC_FMT(c->revision),
                       SLSC_FMT(end != SLSC_PROCESS_DONE ? slsc_str_z(slsc_process_reason(end))
                                : line.len               ? line
                                                         : SLSC_STR("git failed")));
}

/* The environment, with an index that is not the checkout's. */
static void own_index(checkout *c)
{
    slsc_unit *unit = c->unit;
    size_t n = 0;
    while (unit->settings.environ && unit->settings.environ[n]) n++;
    c->environ = SLSC_NEW_ARRAY(unit->arena, const char *, n + 2);
    for (size_t i = 0; i < n; i++) c->environ[i] = unit->settings.environ[i];
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!slsc_str_starts(slsc_str_z(c->environ[i]), SLSC_STR("GIT_INDEX_FILE=")))
            c->environ[kept++] = c->environ[i];
    c->environ[kept] = slsc_strf(unit->arena, "GIT_INDEX_FILE=%s/index", c->scratch).ptr;
}

static slsc_status check_out(checkout *c)
{
    slsc_unit *unit = c->unit;
    slsc_str commit;
    const char *name = slsc_strf(unit->arena, "%.*s^{commit}", SLSC_FMT(c->revision)).ptr;
    const char *const which[] = { "rev-parse", "--verify", "--end-of-options", name, NULL };
    const char *const where[] = { "rev-parse", "--show-prefix", NULL };
    const char *const top[] = { "rev-parse", "--show-toplevel", NULL };
    slsc_str whole; /* of the repository: includes may lie beside the service */
    if (git(c, where, &c->prefix) != SLSC_OK || git(c, top, &whole) != SLSC_OK ||
        git(c, which, &commit) != SLSC_OK)
        return SLSC_FAIL;
    c->folder = slsc_str_cstr(unit->arena, whole);
    /* --end-of-options is itself repeated by some versions: the commit is what comes last */
    for (size_t at; (at = slsc_str_find_char(commit, '\n')) != SIZE_MAX;)
        commit = slsc_str_sub(commit, at + 1, SIZE_MAX);
    const char *id = slsc_str_cstr(unit->arena, commit);
    const char *tree = slsc_strf(unit->arena, "--prefix=%s/tree/", c->scratch).ptr;
    const char *const read[] = { "read-tree", id, NULL };
    const char *const write[] = { "checkout-index", "--all", "--quiet", "--force", tree, NULL };
    if (git(c, read, NULL) != SLSC_OK) return SLSC_FAIL;
    return git(c, write, NULL);
}

static slsc_node *compile_there(checkout *c, const slsc_invocation *invocation,
                                slsc_parameters *out)
{
    slsc_str folder = slsc_strf(c->unit->arena, "%s/tree/%.*s", c->scratch, SLSC_FMT(c->prefix));
    slsc_invocation then = *invocation;
    then.arguments = &folder;
    then.argument_count = 1;
    slsc_node *template = slsc_plan_compile(
        c->unit, &then, slsc_strf(c->unit->arena, "@%.*s", SLSC_FMT(c->revision)), out);
    if (!template)
        slsc_errorf(c->unit, NULL, "plan/revision-broken",
                    "the service does not compile at revision `%.*s`: what is wrong with it is "
                    "told above",
                    SLSC_FMT(c->revision));
    return template;
}

slsc_node *slsc_plan_revision(slsc_unit *unit, const slsc_invocation *invocation,
                              slsc_parameters *out)
{
    const slsc_str temporary = slsc_unit_env(unit, SLSC_STR("TMPDIR"));
    char *scratch = (char *)slsc_str_cstr(
        unit->arena, slsc_strf(unit->arena, "%.*s/slsc-plan-XXXXXX",
                               SLSC_FMT(temporary.len ? temporary : SLSC_STR("/tmp"))));
    checkout c = { .unit = unit,
                   .revision = invocation->plan_revision,
                   .folder = invocation->argument_count
                                 ? slsc_str_cstr(unit->arena, invocation->arguments[0])
                                 : "." };
    slsc_node *template = NULL;
    if (!mkdtemp(scratch)) {
        slsc_errorf(unit, NULL, "plan/scratch", "no scratch folder can be made in `%.*s`",
                    SLSC_FMT(slsc_str_sub(slsc_str_z(scratch), 0,
                                          slsc_str_z(scratch).len - sizeof "slsc-plan-XXXXXX")));
        return NULL;
    }
    c.scratch = scratch;
    own_index(&c);
    if (check_out(&c) == SLSC_OK) template = compile_there(&c, invocation, out);
    slsc_fs_remove_tree(scratch);
    return template;
}
