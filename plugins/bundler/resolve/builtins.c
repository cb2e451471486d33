/* builtins.c: the modules that Node 24 has in itself. */
#include "resolve.h"

#include <stdlib.h>

/* Sorted by bytes. Those that begin with `_` are old and still there. */
static const char *const builtins[] = {
    "_http_agent",
    "_http_client",
    "_http_common",
    "_http_incoming",
    "_http_outgoing",
    "_http_server",
    "_stream_duplex",
    "_stream_passthrough",
    "_stream_readable",
    "_stream_transform",
    "_stream_wrap",
    "_stream_writable",
    "_tls_common",
    "_tls_wrap",
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "inspector/promises",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "timers",
    "timers/promises",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
};

/* Only with `node:`: the bare names are those of packages. */
static const char *const prefixed[] = {
    "node:sea",
    "node:sqlite",
    "node:test",
    "node:test/reporters",
};

static int order(const void *key, const void *element)
{
    const slsc_str *name = key;
    const char *other = *(const char *const *)element;
    const size_t length = strlen(other), shorter = name->len < length ? name->len : length;
    const int difference = memcmp(name->ptr, other, shorter);
    return difference ? difference : (name->len > length) - (name->len < length);
}

bool bundler_is_builtin(slsc_str specifier)
{
    const size_t size = sizeof builtins[0];
    if (specifier.len == 0) return false;
    if (specifier.len > 5 && memcmp(specifier.ptr, "node:", 5) == 0) {
        if (bsearch(&specifier, prefixed, sizeof prefixed / size, size, order)) return true;
        specifier = (slsc_str) { specifier.ptr + 5, specifier.len - 5 };
    }
    return bsearch(&specifier, builtins, sizeof builtins / size, size, order) != NULL;
}
