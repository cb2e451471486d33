/* The logical ids of versions are what stacks of deployed services hold: they must be those of the
 * reference, to the letter. Expected values were printed by the reference for a service whose
 * package is a zip that is given. Keys are sorted as ICU's root collation has it; the order of
 * ASCII is from the Unicode collation charts. */
#include "unit/middle_unit.h"

#include "slsc/sugar.h"

/* What is tested, of stdlib/. */
int std_collate(slsc_str a, slsc_str b);
typedef struct std_state {
    slsc_node *layer_keys, *positions;
} std_state;
slsc_status std_layers(const slsc_host *h, slsc_unit *u, void *state);
slsc_str std_version_hash(const slsc_host *h, slsc_unit *u, const std_state *state,
                          const slsc_function *f, const slsc_node *properties,
                          slsc_str code_digest);

const slsc_shipped slsc_shipped_plugins[] = { { NULL, NULL, NULL, NULL } };

/* ---- Version ids ---- */

#define DIGEST "MLXvxyudLBOLSxTfECaYXszdhrOjbhqqsjdvZdtllDo="
#define CODE                                                                                       \
    "\"Code\":{\"S3Bucket\":{\"Ref\":\"ServerlessDeploymentBucket\"},\"S3Key\":\"a/b.zip\"},"
#define ROLE "\"Role\":{\"Fn::GetAtt\":[\"IamRoleLambdaExecution\",\"Arn\"]}"

static slsc_str zip_digest(slsc_unit *unit, const slsc_node *function)
{
    (void)unit, (void)function;
    return SLSC_STR(DIGEST);
}

static slsc_str zip_key(slsc_unit *unit, const slsc_node *function)
{
    (void)unit, (void)function;
    return SLSC_STR("a/b.zip");
}

static const slsc_artifact zips = { .struct_size = sizeof zips,
                                    .digest = zip_digest,
                                    .s3_key = zip_key };
static const slsc_ability abilities[] = { { SLSC_EXT_ARTIFACT, &zips }, { NULL, NULL } };

/* The hash of a function with these properties, in a service with one layer. */
static void assert_hash(const char *properties, const char *digest, const char *expected)
{
    static const char config[] =
        "{\"layers\":{\"common\":{\"name\":\"shop-common\",\"description\":\"for all\","
        "\"licenseInfo\":\"MIT\"}},\"functions\":{\"hello\":{\"handler\":\"a.b\"}}}";
    const slsc_settings settings = { 0 };
    const slsc_host *h = slsc_host_table();
    slsc_unit *unit = unit_with(&settings, config);
    slsc_node *root = h->root(unit, SLSC_CONFIG);
    slsc_function hello = { .struct_size = sizeof hello };
    std_state state = { NULL, NULL };
    unit->abilities = abilities;
    hello.node = slsc_at_path(h, unit, root, "functions.hello");
    assert_int_equal(std_layers(h, unit, &state), SLSC_OK);
    slsc_str hash = std_version_hash(h, unit, &state, &hello,
                                     h->json(unit, slsc_s(properties), root), slsc_s(digest));
    assert_string_equal(slsc_str_cstr(unit->arena, hash), expected);
    slsc_unit_free(unit);
}

static void a_plain_function(void **state)
{
    (void)state;
    assert_hash("{" CODE "\"Handler\":\"orders.list\",\"Runtime\":\"nodejs24.x\",\"FunctionName\":"
                "\"shop-dev-list-orders\",\"MemorySize\":1024,\"Timeout\":6," ROLE "}",
                DIGEST, "G1Kgg00UlmD2Gx5CUpZ7Y2BThoz0Ik8qGYsHtGLQrM");
}

/* Tags, reserved concurrency and logging do not count. */
static void a_function_with_everything(void **state)
{
    (void)state;
    assert_hash(
        "{" CODE
        "\"RuntimeManagementConfig\":{\"UpdateRuntimeOn\":\"Manual\",\"RuntimeVersionArn\":"
        "\"arn:aws:lambda:us-east-1::runtime:abc\"},\"Handler\":\"c.d\",\"Runtime\":\"python3.13\","
        "\"FunctionName\":\"orders\",\"MemorySize\":256,\"Timeout\":30,\"Architectures\":[\"x86_"
        "64\"],"
        "\"Description\":\"all of it\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"shop\"}],"
        "\"EphemeralStorage\":{\"Size\":1024},\"RecursiveLoop\":\"Allow\",\"DeadLetterConfig\":{"
        "\"TargetArn\":\"arn:aws:sns:us-east-1:123456789012:letters\"},\"KmsKeyArn\":"
        "\"arn:aws:kms:us-east-1:123456789012:key/"
        "own\",\"TracingConfig\":{\"Mode\":\"PassThrough\"},"
        "\"Environment\":{\"Variables\":{\"TABLE\":\"own\",\"STAGE\":\"prod\",\"TOPIC\":{\"Ref\":"
        "\"Topic\"}}}," ROLE ",\"VpcConfig\":{\"SecurityGroupIds\":[\"sg-1\"],\"SubnetIds\":["
        "\"subnet-1\",\"subnet-2\"]},\"FileSystemConfigs\":[{\"Arn\":\"arn:aws:elasticfilesystem:"
        "us-"
        "east-1:123456789012:access-point/fsap-0a1b2c3d4e5f67890\",\"LocalMountPath\":\"/mnt/"
        "shared\"}],"
        "\"ReservedConcurrentExecutions\":0,\"Layers\":[{\"Ref\":\"OtherLayer\"}],"
        "\"LoggingConfig\":{"
        "\"ApplicationLogLevel\":\"DEBUG\",\"LogFormat\":\"Text\",\"SystemLogLevel\":\"WARN\"}}",
        DIGEST, "Ujfz7TlwWrZwHX7W5nFpGRr34DtCc9kAD8lmJ96pJw");
}

/* An image is its own code: where it lies counts, and there is no digest of a package. */
static void an_image(void **state)
{
    (void)state;
    assert_hash(
        "{\"Code\":{\"ImageUri\":\"123456789012.dkr.ecr.us-east-1.amazonaws.com/orders@sha256:"
        "6bb600b4d6e1d7cf521097177dd0c4e9ea373edb91984a505333be8ac9455d38\"},\"PackageType\":"
        "\"Image\",\"FunctionName\":\"shop-dev-by-uri\",\"MemorySize\":1024,\"Timeout\":6,"
        "\"Architectures\":[\"arm64\"]," ROLE "}",
        NULL, "1XzMmsYIxfDR1qnfzD6MbBIAMmqjdwsCABO2WUCgLWA");
}

static void a_layer_of_the_service_counts(void **state)
{
    (void)state;
    assert_hash("{" CODE "\"Handler\":\"a.b\",\"Runtime\":\"nodejs22.x\",\"FunctionName\":"
                "\"shop-dev-hello\",\"MemorySize\":1024,\"Timeout\":6," ROLE
                ",\"Layers\":[{\"Ref\":\"CommonLambdaLayer\"}]}",
                DIGEST, "4r1JwUudHBAzViDNzrZ1lrwQxfoORFfP7rZrXbAk2kM");
}

/* The clock of the reference is in its id; ours has the id of the API's deployment instead. */
static void who_knows_the_deployment_changes_with_it(void **state)
{
    (void)state;
    assert_hash("{" CODE "\"Handler\":\"a.b\",\"Environment\":{\"Variables\":{\"ID\":"
                "\"SlscInstanceId\"}}," ROLE "}",
                DIGEST, "8MmO8ZiLxSn3G0pX10MFyJMVC4Wa4A2nqmZ9UUm5D8SlscInstanceId");
}

static void keys_are_sorted_before_they_are_hashed(void **state)
{
    (void)state;
    assert_hash("{" CODE
                "\"Handler\":\"a.b\",\"Environment\":{\"Variables\":{\"b\":\"1\",\"B\":\"2\","
                "\"a_B\":\"3\",\"aB\":\"4\",\"10\":\"5\",\"2\":\"6\"}}," ROLE "}",
                DIGEST, "KNalqVxHHteYTJOGRQtTOiq6Bp7HzohWk6DrHOc6oA");
}

/* ---- Collation ---- */

static int order(const char *a, const char *b) { return std_collate(slsc_s(a), slsc_s(b)); }

static void ascii_has_an_order_of_its_own(void **state)
{
    static const char ascii[] = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
                                "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
    (void)state;
    for (size_t i = 0; ascii[i + 1]; i++) {
        const char a[] = { ascii[i], '\0' }, b[] = { ascii[i + 1], '\0' };
        assert_int_equal(order(a, b), -1);
        assert_int_equal(order(b, a), 1);
        assert_int_equal(order(a, a), 0);
    }
}

static void case_decides_last(void **state)
{
    (void)state;
    assert_int_equal(order("ab", "AB"), -1);
    assert_int_equal(order("AB", "abc"), -1); /* shorter, whatever its case */
    assert_int_equal(order("aB", "Ab"), -1);  /* the first difference in case */
    assert_int_equal(order("Ab", "ac"), -1);  /* a letter beats all case */
    assert_int_equal(order("Fn::Sub", "foo"), -1);
}

static void punctuation_counts(void **state)
{
    (void)state;
    assert_int_equal(order("A_B", "A1"), -1);
    assert_int_equal(order("A1", "AB"), -1);
    assert_int_equal(order("FOO_BAR", "FOO-X"), -1);
    assert_int_equal(order("FOO-X", "FOOBAR"), -1);
    assert_int_equal(order("", "a"), -1);
    assert_int_equal(order("\x01"
                           "b",
                           "a"),
                     1); /* control characters are ignored */
    assert_int_equal(order("\x01"
                           "a",
                           "a"),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_function),
        cmocka_unit_test(a_function_with_everything),
        cmocka_unit_test(an_image),
        cmocka_unit_test(a_layer_of_the_service_counts),
        cmocka_unit_test(who_knows_the_deployment_changes_with_it),
        cmocka_unit_test(keys_are_sorted_before_they_are_hashed),
        cmocka_unit_test(ascii_has_an_order_of_its_own),
        cmocka_unit_test(case_decides_last),
        cmocka_unit_test(punctuation_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
