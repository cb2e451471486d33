/* buildspec.c: what CodeBuild does: tests, then for each stage: compile, upload, plan.
 *
 * The template is passed on as slsc writes it: packages have their keys in it, made of a hash of
 * the content, so they are uploaded under these keys to the bucket that the template names.
 * Parameters with the place of the build's artifact would be another way, and a worse one: that
 * place is new in every run, so that every run would change every function. A bucket of the stack's
 * own has to be there before the first upload: the stack is created with the first template, which
 * has nothing but the bucket. */
#include "pipeline.h"

#define OUTPUT                                                                                     \
    "/tmp/slsc/" /* outside of the sources: what one stage makes is not the next one's             \
                  */

typedef struct spec {
    const slsc_host *h;
    slsc_unit *u;
    slsc_node *lines;
    const slsc_node *from;
} spec;

SLSC_PRINTF(2, 3) static void line(spec *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    s->h->append(s->u, s->lines,
                 slsc_string(s->h, s->u, slsc_textv(s->h, s->u, format, args), s->from));
    va_end(args);
}

/* Commands as the user wrote them: JSON's strings are YAML's. */
static void commands(spec *s, const slsc_node *list)
{
    const slsc_texts *texts = s->h->extension(s->u, SLSC_EXT_TEXT);
    for (size_t i = 0; i < s->h->count(list); i++)
        line(s, "      - %.*s", SLSC_ARG(texts->json(s->u, s->h->at(list, i))));
}

/* Each phase begins in the folder of the service. */
static void begin_commands(spec *s, const slsc_node *given)
{
    slsc_str directory = s->h->text(s->u, slsc_get(s->h, s->u, given, "directory"));
    line(s, "    commands:");
    if (directory.len) line(s, "      - cd \"$CODEBUILD_SRC_DIR\"/%.*s", SLSC_ARG(directory));
}

static void install(spec *s, const slsc_node *given)
{
    const slsc_texts *texts = s->h->extension(s->u, SLSC_EXT_TEXT);
    const slsc_node *runtimes = slsc_get(s->h, s->u, given, "runtimes");
    const slsc_node *list = slsc_get(s->h, s->u, given, "install");
    if (s->h->count(runtimes) + s->h->count(list) == 0) return;
    line(s, "  install:");
    if (s->h->count(runtimes)) line(s, "    runtime-versions:");
    for (size_t i = 0; i < s->h->count(runtimes); i++)
        line(s, "      %.*s: %.*s", SLSC_ARG(s->h->key(runtimes, i)),
             SLSC_ARG(texts->json(s->u, s->h->at(runtimes, i))));
    if (s->h->count(list) == 0) return;
    begin_commands(s, given);
    commands(s, list);
}

static void test(spec *s, const slsc_node *given)
{
    const slsc_node *list = slsc_get(s->h, s->u, given, "test");
    if (s->h->count(list) == 0) return;
    line(s, "  pre_build:");
    begin_commands(s, given);
    commands(s, list);
}

slsc_str pipeline_plan_variable(const slsc_host *h, slsc_unit *u, const pipeline_stage *stage)
{
    slsc_str text = slsc_textf(h, u, "PLAN_%.*s", SLSC_ARG(stage->name));
    char *room = h->alloc(u, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++) room[i] = text.ptr[i] == '-' ? '_' : text.ptr[i];
    return slsc_bytes(room, text.len);
}

/* The packages of a stage, to where its template looks for them: those that were made lie with it,
 * and the user's own are named in the configuration. */
static void upload(spec *s, const pipeline_stage *stage, slsc_str folder)
{
    slsc_str bucket = pipeline_bucket(s->h, s->u, stage);
    if (slsc_resource(s->h, s->u, slsc_s("ServerlessDeploymentBucket"))) {
        line(s, "      - |");
        line(s, "        aws cloudformation describe-stacks --stack-name %.*s > %.*s/stack.json ||",
             SLSC_ARG(stage->stack), SLSC_ARG(folder));
        line(s, "          {");
        line(s,
             "            aws cloudformation create-stack --stack-name %.*s"
             " --role-arn \"$DEPLOYMENT_ROLE\""
             " --template-body file://%.*s/cloudformation-template-create-stack.json &&",
             SLSC_ARG(stage->stack), SLSC_ARG(folder));
        line(s, "            aws cloudformation wait stack-create-complete --stack-name %.*s",
             SLSC_ARG(stage->stack));
        line(s, "          }");
        line(s,
             "      - BUCKET=\"$(aws cloudformation describe-stack-resource --stack-name %.*s"
             " --logical-resource-id ServerlessDeploymentBucket"
             " --query StackResourceDetail.PhysicalResourceId --output text)\"",
             SLSC_ARG(stage->stack));
    } else {
        line(s, "      - BUCKET=%.*s", SLSC_ARG(pipeline_in_stage(s->h, s->u, bucket, stage)));
    }
    line(s, "      - FOLDER=\"$(jq -r .package.artifactDirectoryName %.*s/serverless-state.json)\"",
         SLSC_ARG(folder));
    line(s,
         "      - aws s3 cp --no-progress --recursive --exclude '*' --include '*.zip' %.*s/"
         " \"s3://$BUCKET/$FOLDER/\"",
         SLSC_ARG(folder));
    line(s, "      - |");
    line(s,
         "        slsc print --stage %.*s --region \"$AWS_REGION\" --format json |"
         " jq -r '[.package, .functions[]?.package?, .layers[]?.package?]"
         " | map(.artifact? // empty) | unique[]' > %.*s/packages.txt",
         SLSC_ARG(stage->name), SLSC_ARG(folder));
    line(s, "      - |");
    line(s, "        while read -r file; do");
    line(s, "          aws s3 cp --no-progress \"$file\""
            " \"s3://$BUCKET/$FOLDER/$(basename \"$file\")\" || exit 1");
    line(s, "        done < %.*s/packages.txt", SLSC_ARG(folder));
}

/* What the plan needs beside the templates: the values of their parameters. */
static slsc_str parameters(spec *s, const pipeline_stage *stage, slsc_str folder)
{
    const slsc_node *template_ = s->h->root(s->u, SLSC_TEMPLATE);
    if (!s->h->count(slsc_get(s->h, s->u, template_, "Parameters"))) return slsc_s("");
    line(s, "      - |");
    line(s,
         "        aws cloudformation describe-stacks --stack-name %.*s > %.*s/deployed-stack.json "
         "||",
         SLSC_ARG(stage->stack), SLSC_ARG(folder));
    line(s, "          echo '{}' > %.*s/deployed-stack.json", SLSC_ARG(folder));
    return slsc_textf(
        s->h, s->u, " --old-params %.*s/deployed-stack.json --params %.*s/stack-configuration.json",
        SLSC_ARG(folder), SLSC_ARG(folder));
}

/* An approval takes a thousand characters, and no half ones. */
static void plan(spec *s, const pipeline_stage *stage, slsc_str folder)
{
    slsc_str variable = pipeline_plan_variable(s->h, s->u, stage), values;
    line(s, "      - |");
    line(s,
         "        aws cloudformation get-template --stack-name %.*s --template-stage Original "
         "--query TemplateBody"
         " --output json > %.*s/deployed.json ||",
         SLSC_ARG(stage->stack), SLSC_ARG(folder));
    line(s, "          echo '{\"Resources\": {}}' > %.*s/deployed.json", SLSC_ARG(folder));
    values = parameters(s, stage, folder);
    line(s, "      - |");
    line(s,
         "        slsc plan --region \"$AWS_REGION\" --old %.*s/deployed.json"
         " --new %.*s/cloudformation-template-update-stack.json%.*s > %.*s/plan.txt ||"
         " case $? in 2|3) ;; *) exit 1 ;; esac",
         SLSC_ARG(folder), SLSC_ARG(folder), SLSC_ARG(values), SLSC_ARG(folder));
    line(s, "      - cat %.*s/plan.txt", SLSC_ARG(folder));
    line(s, "      - export %.*s=\"$(head -c 800 %.*s/plan.txt | iconv -c -f UTF-8 -t UTF-8)\"",
         SLSC_ARG(variable), SLSC_ARG(folder));
}

static void deploy(spec *s, const pipeline_stage *stage)
{
    slsc_str folder = slsc_textf(s->h, s->u, OUTPUT "%.*s", SLSC_ARG(stage->name));
    line(s, "      - slsc compile --stage %.*s --region \"$AWS_REGION\" --package %.*s",
         SLSC_ARG(stage->name), SLSC_ARG(folder));
    upload(s, stage, folder);
    plan(s, stage, folder);
}

static slsc_str joined(const spec *s)
{
    size_t len = 0, count = s->h->count(s->lines);
    for (size_t i = 0; i < count; i++) len += s->h->text(s->u, s->h->at(s->lines, i)).len + 1;
    char *room = s->h->alloc(s->u, len + 1, 1);
    len = 0;
    for (size_t i = 0; i < count; i++) {
        slsc_str text = s->h->text(s->u, s->h->at(s->lines, i));
        memcpy(room + len, text.ptr, text.len);
        room[len + text.len] = '\n';
        len += text.len + 1;
    }
    return slsc_bytes(room, len);
}

slsc_str pipeline_buildspec(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    spec s = { h, u, slsc_list(h, u, p->given), p->given };
    line(&s,
         "# Made by slsc from custom.pipeline; the build project of the pipeline holds the same.");
    line(&s, "version: 0.2");
    line(&s, "env:");
    line(&s, "  shell: bash");
    line(&s, "  exported-variables:");
    for (size_t i = 0; i < p->count; i++)
        line(&s, "    - %.*s", SLSC_ARG(pipeline_plan_variable(h, u, &p->stages[i])));
    line(&s, "phases:");
    install(&s, p->given);
    test(&s, p->given);
    line(&s, "  build:");
    begin_commands(&s, p->given);
    for (size_t i = 0; i < p->count; i++) deploy(&s, &p->stages[i]);
    line(&s, "artifacts:");
    line(&s, "  base-directory: /tmp/slsc");
    line(&s, "  files:");
    line(&s, "    - '**/*.json'");
    line(&s, "    - '**/plan.txt'");
    return joined(&s);
}
