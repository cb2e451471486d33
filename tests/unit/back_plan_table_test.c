/* What the table of resource types says, against answers verified by hand in the sources'
 * documentation. */
#include "back/plan/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct answer {
    const char *type, *pointer;
    slsc_recreation recreation;
} answer;

static void update_behaviour(void **state)
{
    static const answer answers[] = {
        { "AWS::Lambda::Function", "/FunctionName", SLSC_RECREATE_ALWAYS },
        { "AWS::Lambda::Function", "/Code/S3Key", SLSC_RECREATE_NEVER },
        { "AWS::Lambda::Function", "/MemorySize", SLSC_RECREATE_NEVER },
        { "AWS::Lambda::Function", "/Environment/Variables/A", SLSC_RECREATE_NEVER },
        { "AWS::Lambda::Function", "/PackageType", SLSC_RECREATE_ALWAYS },
        { "AWS::Lambda::Permission", "/Principal", SLSC_RECREATE_ALWAYS },
        { "AWS::Lambda::EventSourceMapping", "/StartingPosition", SLSC_RECREATE_ALWAYS },
        { "AWS::Lambda::EventSourceMapping", "/BatchSize", SLSC_RECREATE_NEVER },
        { "AWS::DynamoDB::Table", "/KeySchema/0/AttributeName", SLSC_RECREATE_ALWAYS },
        { "AWS::DynamoDB::Table", "/AttributeDefinitions/0/AttributeName",
          SLSC_RECREATE_CONDITIONALLY },
        { "AWS::DynamoDB::Table", "/BillingMode", SLSC_RECREATE_NEVER },
        { "AWS::SQS::Queue", "/FifoQueue", SLSC_RECREATE_ALWAYS },
        { "AWS::SQS::Queue", "/VisibilityTimeout", SLSC_RECREATE_NEVER },
        { "AWS::ApiGateway::Method", "/HttpMethod", SLSC_RECREATE_ALWAYS },
        { "AWS::ApiGateway::Method", "/AuthorizationType", SLSC_RECREATE_NEVER },
        { "AWS::IAM::Role", "/RoleName", SLSC_RECREATE_ALWAYS },
        { "AWS::IAM::Role", "/Policies/0/PolicyDocument", SLSC_RECREATE_NEVER },
        { "AWS::Logs::LogGroup", "/RetentionInDays", SLSC_RECREATE_NEVER },
        { "AWS::EC2::Instance", "/InstanceType", SLSC_RECREATE_CONDITIONALLY },
        { "AWS::RDS::DBInstance", "/Engine", SLSC_RECREATE_CONDITIONALLY },
        { "Custom::Anything", "/Rows", SLSC_RECREATE_CONDITIONALLY },
        { "AWS::Not::There", "/Name", SLSC_RECREATE_CONDITIONALLY }, /* nobody knows */
    };
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        const slsc_cfn_type type = slsc_cfn_find(slsc_str_z(answers[i].type));
        const slsc_cfn_rule rule = slsc_cfn_rule_at(&type, slsc_str_z(answers[i].pointer));
        if (rule.recreation != answers[i].recreation)
            fail_msg("%s%s: %d", answers[i].type, answers[i].pointer, (int)rule.recreation);
    }
}

/* Confirmed by a schema: full force at the path, conditional above it. */
static void nested_paths(void **state)
{
    const slsc_cfn_type export = slsc_cfn_find(SLSC_STR("AWS::BCMDataExports::Export"));
    const slsc_cfn_type data = slsc_cfn_find(SLSC_STR("AWS::Bedrock::DataSource"));
    (void)state;
    assert_int_equal(slsc_cfn_rule_at(&export, SLSC_STR("/Export/Name")).recreation,
                     SLSC_RECREATE_ALWAYS);
    assert_int_equal(slsc_cfn_rule_at(&data, SLSC_STR("/DataSourceConfiguration/Type")).recreation,
                     SLSC_RECREATE_ALWAYS);
    assert_int_equal(slsc_cfn_rule_at(&data, SLSC_STR("/DataSourceConfiguration")).recreation,
                     SLSC_RECREATE_CONDITIONALLY);
}

static void facts_of_types(void **state)
{
    const slsc_str table = SLSC_STR("AWS::DynamoDB::Table");
    const slsc_cfn_type type = slsc_cfn_find(table);
    (void)state;
    assert_true(type.known && type.stateful && !type.identity && !type.gap);
    assert_true(slsc_cfn_find(SLSC_STR("AWS::Logs::SubscriptionFilter")).gap);
    assert_true(slsc_cfn_find(SLSC_STR("AWS::Lambda::Url")).identity);
    assert_true(slsc_cfn_find(SLSC_STR("AWS::Timestream::Table")).stateful);
    assert_true(slsc_cfn_rule_at(&type, SLSC_STR("/KeySchema")).disputed);
    assert_true(slsc_cfn_has_attribute(&type, SLSC_STR("StreamArn")));
    assert_false(slsc_cfn_has_attribute(&type, SLSC_STR("Stream")));
    assert_true(slsc_str_is(slsc_cfn_name_property(&type, table), "TableName"));
    const slsc_str queue = SLSC_STR("AWS::SQS::Queue"),
                   method = SLSC_STR("AWS::ApiGateway::Method");
    const slsc_cfn_type queues = slsc_cfn_find(queue), methods = slsc_cfn_find(method);
    assert_true(slsc_str_is(slsc_cfn_name_property(&queues, queue), "QueueName"));
    assert_int_equal(slsc_cfn_name_property(&methods, method).len, 0);
}

/* The search finds the first and last lines too. */
static void ends_of_the_table(void **state)
{
    (void)state;
    assert_true(slsc_str_starts(slsc_cfn_version(), SLSC_STR("aws-service-spec ")));
    assert_true(slsc_cfn_find(SLSC_STR("Alexa::ASK::Skill")).known);
    assert_false(slsc_cfn_find(SLSC_STR("zzz")).known);
    assert_false(slsc_cfn_find(SLSC_STR("")).known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(update_behaviour),
        cmocka_unit_test(nested_paths),
        cmocka_unit_test(facts_of_types),
        cmocka_unit_test(ends_of_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
