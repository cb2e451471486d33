/* permissions.c: what the role that CloudFormation deploys with may do: as much as this template
 * needs.
 *
 * permissions.json has, for each type of resource, the actions that making, changing and deleting
 * one takes, and on what; `custom.pipeline.permissions` says the same of types that are not there.
 * A rule with an `If` is for resources that have that property. What is read while deploying comes
 * on top (lookups.c). Everything is gathered as action -> resources; actions with the same
 * resources then make one statement. */
#include "pipeline.h"

#include "pipeline_data.h"

/* A managed policy takes 6144 characters; a reference in the template is longer than what it stands
 * for. A role takes ten of them. */
enum { POLICY_SIZE = 6000, RESOURCES_SIZE = 3000, POLICIES = 10 };

typedef struct grants {
    slsc_node *table, *own; /* permissions.json, custom.pipeline.permissions */
    slsc_node *actions;     /* action -> ARN -> true */
    slsc_node *told;        /* types that nothing is known of */
} grants;

static slsc_node *rules_of(const slsc_host *h, slsc_unit *u, const grants *g, slsc_str type)
{
    slsc_node *rules = h->get(u, g->own, type);
    if (!rules) rules = h->get(u, g->table, type);
    if (!rules && slsc_begins(type, "Custom::")) rules = slsc_get(h, u, g->table, "Custom::*");
    return rules;
}

static void allow(const slsc_host *h, slsc_unit *u, grants *g, const slsc_node *rule, slsc_str arn)
{
    const slsc_node *actions = slsc_get(h, u, rule, "Action");
    for (size_t i = 0; i < h->count(actions); i++) {
        const slsc_node *action = h->at(actions, i);
        if (!h->get(u, g->actions, h->text(u, action)))
            h->set(u, g->actions, h->text(u, action), slsc_map(h, u, action));
        h->set(u, h->get(u, g->actions, h->text(u, action)), arn, slsc_bool(h, u, 1, action));
    }
}

static void apply(const slsc_host *h, slsc_unit *u, grants *g, const pipeline *p,
                  const slsc_node *rule, const slsc_node *resource)
{
    const slsc_node *when = slsc_get(h, u, rule, "If"), *on = slsc_get(h, u, rule, "Resource");
    if (when && !pipeline_property(h, u, resource, h->text(u, when))) return;
    for (size_t i = 0; i < h->count(on); i++)
        for (size_t s = 0; s < p->count; s++) {
            slsc_str arn =
                pipeline_arn(h, u, h->text(u, h->at(on, i)), g->table, resource, &p->stages[s]);
            if (arn.len) allow(h, u, g, rule, arn);
        }
}

static void read_resource(const slsc_host *h, slsc_unit *u, grants *g, const pipeline *p,
                          const slsc_node *resource)
{
    const slsc_node *type = slsc_get(h, u, resource, "Type");
    const slsc_node *rules = rules_of(h, u, g, h->text(u, type));
    for (size_t i = 0; i < h->count(rules); i++) apply(h, u, g, p, h->at(rules, i), resource);
    if (rules || !type || h->get(u, g->told, h->text(u, type))) return;
    h->set(u, g->told, h->text(u, type), slsc_bool(h, u, 1, type));
    slsc_str message = slsc_textf(h, u,
                                  "what it takes to deploy `%.*s` is not known: the "
                                  "pipeline's role gets no permission for it",
                                  SLSC_ARG(h->text(u, type)));
    slsc_str help = slsc_textf(h, u,
                               "say it: custom.pipeline.permissions: { %.*s: "
                               "[{ Action: [...], Resource: [...] }] }",
                               SLSC_ARG(h->text(u, type)));
    slsc_tell(h, u, SLSC_WARNING, type, "pipeline/unknown-type", message, NULL, help.ptr);
}

static void read_lookups(const slsc_host *h, slsc_unit *u, grants *g, const pipeline *p)
{
    const slsc_node *rules = pipeline_lookups(h, u, p);
    for (size_t i = 0; i < h->count(rules); i++) {
        const slsc_node *rule = h->at(rules, i);
        slsc_str arn = h->text(u, h->at(slsc_get(h, u, rule, "Resource"), 0));
        for (size_t s = 0; s < p->count; s++)
            allow(h, u, g, rule, pipeline_in_stage(h, u, arn, &p->stages[s]));
    }
}

/* ---- Statements ------------------------------------------------------------------------------ */

/* One statement, or as many as its resources take: each has to fit into a policy. */
static void add_statements(const slsc_host *h, slsc_unit *u, slsc_node *list,
                           const slsc_node *actions, const slsc_node *arns)
{
    slsc_node *resources = slsc_list(h, u, arns);
    size_t size = 0;
    for (size_t i = 0; i < h->count(arns); i++) {
        h->append(u, resources, pipeline_sub(h, u, h->key(arns, i), arns));
        size += h->key(arns, i).len;
        if (size < RESOURCES_SIZE && i + 1 < h->count(arns)) continue;
        const slsc_hole holes[] = { { "on", resources },
                                    { "actions", h->copy(u, actions, arns) },
                                    { NULL, NULL } };
        h->append(u, list, h->fill(u, SLSC_EMBEDDED(pipeline_statement_json), holes, arns));
        resources = slsc_list(h, u, arns);
        size = 0;
    }
}

static slsc_node *statements(const slsc_host *h, slsc_unit *u, const slsc_node *actions,
                             const slsc_node *from)
{
    const slsc_texts *texts = h->extension(u, SLSC_EXT_TEXT);
    slsc_node *groups = slsc_map(h, u, from), *list = slsc_list(h, u, from);
    for (size_t i = 0; i < h->count(actions); i++) {
        const slsc_str key = texts->json(u, h->at(actions, i)); /* the resources */
        if (!h->get(u, groups, key)) h->set(u, groups, key, slsc_list(h, u, h->at(actions, i)));
        h->append(u, h->get(u, groups, key), slsc_string(h, u, h->key(actions, i), from));
    }
    for (size_t i = 0; i < h->count(groups); i++) {
        const slsc_node *group = h->at(groups, i);
        add_statements(h, u, list, group, h->get(u, actions, h->text(u, h->at(group, 0))));
    }
    return list;
}

static slsc_node *deployment_grants(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    const slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    const slsc_node *resources = slsc_get(h, u, template_, "Resources");
    grants g = { h->json(u, SLSC_EMBEDDED(pipeline_permissions_json), p->given),
                 slsc_get(h, u, p->given, "permissions"), slsc_map(h, u, p->given),
                 slsc_map(h, u, p->given) };
    for (size_t i = 0; i < h->count(resources); i++)
        read_resource(h, u, &g, p, h->at(resources, i));
    read_lookups(h, u, &g, p);
    return statements(h, u, g.actions, p->given);
}

static void add_policy(const slsc_host *h, slsc_unit *u, const pipeline *p, slsc_node *policies,
                       slsc_node *some)
{
    slsc_str id = slsc_textf(h, u, "DeploymentPolicy%zu", h->count(policies) + 1);
    slsc_str about = slsc_textf(h, u, "What deploying %.*s takes", SLSC_ARG(h->service(u)->name));
    const slsc_hole holes[] = { { "description", slsc_string(h, u, about, p->given) },
                                { "statements", some },
                                { NULL, NULL } };
    h->set(u, policies, id,
           h->fill(u, SLSC_EMBEDDED(pipeline_deployment_policy_json), holes, p->given));
}

slsc_node *pipeline_deployment_policies(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    const slsc_texts *texts = h->extension(u, SLSC_EXT_TEXT);
    const slsc_node *all = deployment_grants(h, u, p);
    slsc_node *policies = slsc_map(h, u, p->given), *some = slsc_list(h, u, p->given);
    size_t size = 0;
    for (size_t i = 0; i < h->count(all); i++) {
        const size_t more = texts->json(u, h->at(all, i)).len + 1;
        if (h->count(some) && size + more > POLICY_SIZE) {
            add_policy(h, u, p, policies, some);
            some = slsc_list(h, u, p->given);
            size = 0;
        }
        h->append(u, some, h->at(all, i));
        size += more;
    }
    if (h->count(some)) add_policy(h, u, p, policies, some);
    if (h->count(policies) > POLICIES)
        slsc_warn_at(h, u, p->given, "pipeline/too-many-policies",
                     "what deploying takes fills %zu policies, and IAM attaches %d to a role: give "
                     "the stages pipelines of their own, or have that quota raised",
                     h->count(policies), POLICIES);
    return policies;
}

slsc_str pipeline_bucket(const slsc_host *h, slsc_unit *u, const pipeline_stage *stage)
{
    const slsc_node *value = slsc_at_path(h, u, h->root(u, SLSC_TEMPLATE),
                                          "Outputs.ServerlessDeploymentBucketName.Value");
    const slsc_node *own = slsc_resource(h, u, slsc_s("ServerlessDeploymentBucket"));
    if (slsc_is_string(h, u, value)) return h->text(u, value);
    return own ? pipeline_arn(h, u, slsc_s("{lower:BucketName}"), NULL, own, stage) : slsc_s("*");
}
