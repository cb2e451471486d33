/* pipeline.h: a pipeline as it is put together, and who puts which part. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

enum { PIPELINE_STAGES = 8 }; /* that one pipeline deploys to; the schema holds it */

typedef struct pipeline_stage { /* one that is deployed to */
    slsc_str name, stack;
    int approve;
    int first; /* what is the same in all is told of this one */
    slsc_node *from;
} pipeline_stage;

typedef struct pipeline {
    slsc_node *given; /* custom.pipeline */
    slsc_str name;
    size_t count;
    pipeline_stage stages[PIPELINE_STAGES];
} pipeline;

/* The stages, in order; FAIL: reported. stages.c */
slsc_status pipeline_read_stages(const slsc_host *h, slsc_unit *u, pipeline *p);
/* The pipeline's own stages: Source, Build, and one for each deployment. */
slsc_node *pipeline_stage_list(const slsc_host *h, slsc_unit *u, const pipeline *p);
slsc_node *pipeline_source_grants(const slsc_host *h, slsc_unit *u, const pipeline *p);

/* What a text says in another stage of the service. names.c */
slsc_str pipeline_in_stage(const slsc_host *h, slsc_unit *u, slsc_str text,
                           const pipeline_stage *stage);
/* A resource pattern of permissions.json for one resource of the template, as Fn::Sub takes it;
 * empty: nothing there to allow. */
slsc_str pipeline_arn(const slsc_host *h, slsc_unit *u, slsc_str pattern, const slsc_node *table,
                      const slsc_node *resource, const pipeline_stage *stage);
/* Text with `*` for each `${...}`, but for what Fn::Sub knows everywhere; in a literal text none is
 * meant for Fn::Sub, and the role's policy could not hold it. */
slsc_str pipeline_sub_text(const slsc_host *h, slsc_unit *u, slsc_str text, int literal);
slsc_node *pipeline_sub(const slsc_host *h, slsc_unit *u, slsc_str text, const slsc_node *from);
slsc_node *pipeline_property(const slsc_host *h, slsc_unit *u, const slsc_node *resource,
                             slsc_str path);

/* What CloudFormation deploys with: policies by their logical ids. permissions.c */
slsc_node *pipeline_deployment_policies(const slsc_host *h, slsc_unit *u, const pipeline *p);
/* What it reads while it deploys: rules, as permissions.json has them. lookups.c */
slsc_node *pipeline_lookups(const slsc_host *h, slsc_unit *u, const pipeline *p);
/* The bucket that packages are uploaded to, as a pattern of its name. */
slsc_str pipeline_bucket(const slsc_host *h, slsc_unit *u, const pipeline_stage *stage);

/* buildspec.yml. buildspec.c */
slsc_str pipeline_buildspec(const slsc_host *h, slsc_unit *u, const pipeline *p);
/* The name of the variable that takes a stage's plan from the build to its approval. */
slsc_str pipeline_plan_variable(const slsc_host *h, slsc_unit *u, const pipeline_stage *stage);

#endif
