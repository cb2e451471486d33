/* write.c: results to a descriptor, all of them. */
#include "driver/compile.h"

#include <errno.h>
#include <unistd.h>

bool slsc_write_all(int descriptor, slsc_str text)
{
    while (text.len) {
        const ssize_t n = write(descriptor, text.ptr, text.len);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        text = slsc_str_sub(text, (size_t)n, SIZE_MAX);
    }
    return true;
}
