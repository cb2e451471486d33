/* crash.c: a plugin that crashes ends in one line that names it, and status 70.
 *
 * The handler may touch nothing that the plugin can have broken and, since this project has no
 * mutable statics, has no variable to find its text by. So the text lies at the foot of the
 * alternate signal stack: inside the handler sigaltstack() tells where that is. The alternate stack
 * is needed anyway, for a plugin that has used up its own. Threads have one each: a job that a
 * plugin runs gets its own, in the frame of the function that calls it.
 *
 * The guard stands around code of shared objects only: what is linked in is ours, and its crashes
 * are the system's to tell. Handlers belong to the process: should another unit's guard end first
 * while this one stands, a crash is the system's to tell, too. */
#include "middle/loaded.h"

#include "diag/render.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_INTERNAL = 70, FOOT_TEXT = 1000, STACK_SIZE = 64 << 10, SIGNALS = 5 };
static const int signals[SIGNALS] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
static const char foot_mark[16] = "slsc crash guard";

typedef struct crash_foot { /* the lowest bytes of an alternate stack of ours */
    char mark[sizeof foot_mark];
    size_t length;
    char text[FOOT_TEXT];
} crash_foot;

struct slsc_crash {
    union {
        crash_foot foot;
        char stack[STACK_SIZE];
    } alternate;
    stack_t old_stack;
    struct sigaction old[SIGNALS];
};

static void tell(int number)
{
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && !(stack.ss_flags & SS_DISABLE)) {
        const crash_foot *foot = stack.ss_sp;
        if (memcmp(foot->mark, foot_mark, sizeof foot_mark) == 0) {
            const ssize_t written = write(STDERR_FILENO, foot->text, foot->length);
            _exit(written < 0 ? EXIT_INTERNAL + 1 : EXIT_INTERNAL);
        }
    }
    struct sigaction none; /* no guard of ours: as if there were no handler */
    memset(&none, 0, sizeof none);
    none.sa_handler = SIG_DFL;
    sigaction(number, &none, NULL);
    raise(number);
}

static void use_stack(slsc_crash *crash)
{
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = crash->alternate.stack;
    stack.ss_size = sizeof crash->alternate.stack;
    sigaltstack(&stack, &crash->old_stack);
}

static void write_foot(slsc_unit *unit, slsc_str plugin, slsc_str where, crash_foot *foot)
{
    slsc_sb line = slsc_sb_new(unit->arena, 0);
    slsc_sb_addz(&line, "slsc: error: plugin `");
    slsc_render_safe(&line, plugin, false);
    slsc_sb_addz(&line, "` crashed in ");
    slsc_render_safe(&line, where, false);
    slsc_sb_addz(&line, "\nhelp: nothing was written; tell the author of the plugin, "
                        "or take it out of `plugins`\n");
    const slsc_str text = slsc_str_sub(slsc_sb_str(&line), 0, FOOT_TEXT);
    memcpy(foot->mark, foot_mark, sizeof foot_mark);
    memcpy(foot->text, text.ptr, text.len);
    foot->length = text.len;
}

void slsc_crash_enter(slsc_unit *unit, slsc_str plugin, slsc_str where)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    struct sigaction action;
    if (!loaded->guard) loaded->guard = SLSC_NEW(unit->arena, slsc_crash);
    slsc_crash *crash = loaded->guard;
    write_foot(unit, plugin, where, &crash->alternate.foot);
    use_stack(crash);
    memset(&action, 0, sizeof action);
    action.sa_handler = tell;
    action.sa_flags = SA_ONSTACK;
    sigfillset(&action.sa_mask);
    for (int i = 0; i < SIGNALS; i++) sigaction(signals[i], &action, &crash->old[i]);
    loaded->guarded = true;
}

void slsc_crash_leave(slsc_unit *unit)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    if (!loaded->guarded) return;
    for (int i = 0; i < SIGNALS; i++) sigaction(signals[i], &loaded->guard->old[i], NULL);
    sigaltstack(&loaded->guard->old_stack, NULL);
    loaded->guarded = false;
}

void slsc_crash_job(const slsc_loaded *loaded, void (*job)(void *context, size_t i), void *context,
                    size_t i)
{
    slsc_crash crash; /* only its stack is used: the handlers stand already */
    if (!loaded->guarded) {
        job(context, i);
        return;
    }
    crash.alternate.foot = loaded->guard->alternate.foot;
    use_stack(&crash);
    job(context, i);
    sigaltstack(&crash.old_stack, NULL);
}
