/* plan_command.c: `slsc plan`: two templates, their parameters, what would change. */
#include "driver/compile.h"
#include "driver/plan.h"

#include "back/plan/report.h"

enum { SLSC_EXIT_CHANGES = 2, SLSC_EXIT_UNWANTED = 3 };

/* The new template: a file, or the service compiled as far as its template. */
static slsc_node *new_template(slsc_unit *unit, const slsc_invocation *invocation)
{
    if (invocation->plan_new.len) return slsc_plan_template(unit, invocation->plan_new);
    /* What was packaged is compared with what would be: its digests are those of real zips. */
    unit->settings.no_artifacts = !invocation->plan_old.len;
    const slsc_status status = slsc_compile_run(unit, "check");
    unit->settings.quiet = true; /* what plugins have to say belongs to a compilation */
    if (status != SLSC_OK) return NULL;
    return unit->roots[SLSC_TEMPLATE];
}

static slsc_node *old_template(slsc_unit *unit, const slsc_invocation *invocation,
                               slsc_parameters *out)
{
    if (invocation->plan_old.len) return slsc_plan_template(unit, invocation->plan_old);
    if (invocation->plan_revision.len) return slsc_plan_revision(unit, invocation, out);
    return slsc_plan_profile(unit, invocation, out);
}

static slsc_str old_name(slsc_unit *unit, const slsc_invocation *invocation)
{
    if (invocation->plan_old.len) return invocation->plan_old;
    if (invocation->plan_revision.len) return invocation->plan_revision;
    return slsc_strf(unit->arena, "framework %.*s", SLSC_FMT(invocation->settings.old_profile));
}

/* The classes of --fail-on; FAIL: one of them is none. */
static slsc_status fail_classes(slsc_unit *unit, slsc_str list, bool risks[SLSC_RISK_COUNT],
                                bool *replace)
{
    while (list.len) {
        const size_t comma = slsc_str_find_char(list, ',');
        const slsc_str name = slsc_str_trim(slsc_str_sub(list, 0, comma));
        slsc_risk risk;
        list = comma == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(list, comma + 1, SIZE_MAX);
        if (slsc_str_is(name, "replace"))
            *replace = true;
        else if (slsc_risk_find(name, &risk) == SLSC_OK)
            risks[risk] = true;
        else
            return slsc_errorf(unit, NULL, "plan/unknown-class",
                               "`--fail-on` knows no class `%.*s`: it takes fails, data-loss, "
                               "public, iam-broadening, identity-change, outage, removal, "
                               "disputed and replace",
                               SLSC_FMT(name));
    }
    return SLSC_OK;
}

/* 0: no functional change, 2: changes, 3: one of a class that is not wanted. */
static int status_of(const slsc_plan_report *report, const bool risks[SLSC_RISK_COUNT],
                     bool replace)
{
    const slsc_plan_counts counts = slsc_plan_count(report);
    if (replace && counts.replace) return SLSC_EXIT_UNWANTED;
    for (size_t i = 0; i < SLSC_RISK_COUNT; i++)
        if (risks[i] && counts.risks[i]) return SLSC_EXIT_UNWANTED;
    const bool changes = report->changes->count > counts.folded || counts.outputs;
    return changes ? SLSC_EXIT_CHANGES : SLSC_EXIT_OK;
}

static slsc_parameters no_parameters(slsc_unit *unit, const slsc_node *from)
{
    return (slsc_parameters) { slsc_node_new(unit, SLSC_MAP, from),
                               slsc_node_new(unit, SLSC_MAP, from),
                               slsc_node_new(unit, SLSC_MAP, from) };
}

static slsc_changes *make(slsc_unit *unit, const slsc_invocation *invocation)
{
    const int olds = (invocation->plan_old.len > 0) + (invocation->plan_revision.len > 0) +
                     (invocation->settings.old_profile.len > 0);
    if (olds != 1) {
        slsc_errorf(unit, NULL, "plan/no-old",
                    "`slsc plan` needs what is deployed: one of `--old FILE`, `--rev REVISION` and "
                    "`--old-profile N`, and %s given",
                    olds ? "several are" : "none is");
        return NULL;
    }
    const slsc_node *new = new_template(unit, invocation);
    if (!new) return NULL;
    slsc_parameters before = no_parameters(unit, new), after = no_parameters(unit, new);
    const slsc_node *old = old_template(unit, invocation, &before);
    const slsc_node *service =
        slsc_node_path(unit, unit->roots[SLSC_CONFIG], "provider.stackParameters");
    if (!old) return NULL;
    if (service) slsc_plan_take_parameters(unit, service, &after);
    if (slsc_plan_read_parameters(unit, invocation->plan_old_params, &before) != SLSC_OK ||
        slsc_plan_read_parameters(unit, invocation->plan_params, &after) != SLSC_OK)
        return NULL;
    const slsc_str region = unit->service.region.len ? unit->service.region : unit->settings.region;
    slsc_stack *one = slsc_stack_new(unit, old, &before, region, NULL);
    slsc_stack *other = slsc_stack_new(unit, new, &after, region, one);
    slsc_stack_evaluate(one);
    slsc_stack_evaluate(other);
    return slsc_changes_make(one, other);
}

static void print(const slsc_invocation *invocation, const slsc_plan_report *report)
{
    static const struct {
        const char *name;
        void (*print)(const slsc_plan_report *, slsc_sb *);
    } formats[] = {
        { "json", slsc_plan_json },
        { "markdown", slsc_plan_markdown },
        { "github", slsc_plan_github },
    };
    slsc_sb out = slsc_sb_new(report->changes->unit->arena, 0);
    size_t at = 0;
    while (at < 3 && !slsc_str_is(invocation->plan_format, formats[at].name)) at++;
    if (at < 3)
        formats[at].print(report, &out);
    else
        slsc_plan_print(report, &out);
    slsc_compile_print(report->changes->unit, slsc_sb_str(&out));
}

int slsc_plan_command(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    bool risks[SLSC_RISK_COUNT] = { false }, replace = false;
    int status = SLSC_EXIT_INPUT;
    if (fail_classes(unit, invocation->plan_fail_on, risks, &replace) == SLSC_OK) {
        const slsc_changes *changes = make(unit, invocation);
        if (changes) {
            slsc_plan_report report = { .changes = changes,
                                        .findings = slsc_findings_make(changes),
                                        .old_name = old_name(unit, invocation),
                                        .all = invocation->plan_all };
            report.status = status = status_of(&report, risks, replace);
            print(invocation, &report);
        }
    }
    const int end = slsc_compile_end(unit, invocation);
    return end != SLSC_EXIT_OK ? end : status;
}
