/* process.c: another program, run for its output.
 *
 * The program gets a process group of its own, so that what it starts can be ended with it. Result
 * and complaints come through two pipes, read together, with a clock beside them; the time limit
 * holds even if somebody keeps a pipe open. */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ERRORS_KEPT = 1 << 16, CHUNK = 1 << 14 };

const char *slsc_process_reason(slsc_process_end end)
{
    switch (end) {
    case SLSC_PROCESS_DONE: return "it ended";
    case SLSC_PROCESS_MISSING: return "it is not on the PATH";
    case SLSC_PROCESS_LATE: return "it took too long";
    case SLSC_PROCESS_LARGE: return "it said too much";
    case SLSC_PROCESS_KILLED: return "a signal ended it";
    default: return "it cannot be started";
    }
}

typedef struct running {
    pid_t pid;
    int pipes[2]; /* what is read: result, errors; -1: at its end */
    slsc_sb texts[2];
} running;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void close_both(int pair[2])
{
    for (int i = 0; i < 2; i++)
        if (pair[i] >= 0) close(pair[i]);
}

/* Two pipes whose ends no other program inherits. False: there are no descriptors left. */
static bool make_pipes(int pipes[2][2])
{
    for (int i = 0; i < 2; i++) pipes[i][0] = pipes[i][1] = -1;
    for (int i = 0; i < 2; i++) {
        if (pipe(pipes[i]) != 0) {
            close_both(pipes[0]);
            return false;
        }
        for (int k = 0; k < 2; k++) {
            /* Above the descriptors that the program will have, so that none is overwritten. */
            const int above = fcntl(pipes[i][k], F_DUPFD_CLOEXEC, 10);
            close(pipes[i][k]);
            pipes[i][k] = above;
        }
    }
    return true;
}

static int start(const slsc_process *process, int pipes[2][2], pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0) return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1);
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 2);
    posix_spawn_file_actions_adddup2(&actions, pipes[0][1], process->result);
    /* posix_spawnp takes pointers to char, and changes nothing. */
    const int error = posix_spawnp(pid, process->arguments[0], &actions, &attributes,
                                   (char *const *)(uintptr_t)process->arguments,
                                   (char *const *)(uintptr_t)process->environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

/* Reads what is there. False: more than the limit. */
static bool take(running *r, int i)
{
    char chunk[CHUNK];
    const ssize_t n = read(r->pipes[i], chunk, sizeof chunk);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (n <= 0) {
        close(r->pipes[i]);
        r->pipes[i] = -1;
        return true;
    }
    slsc_sb_add(&r->texts[i], (slsc_str) { chunk, (size_t)n });
    return i == 1 || !r->texts[i].overflow;
}

static slsc_process_end read_all(running *r, unsigned milliseconds)
{
    const int64_t end = now() + milliseconds;
    while (r->pipes[0] >= 0 || r->pipes[1] >= 0) {
        struct pollfd polls[2] = { { r->pipes[0], POLLIN, 0 }, { r->pipes[1], POLLIN, 0 } };
        const int64_t left = end - now();
        if (left <= 0) return SLSC_PROCESS_LATE;
        if (poll(polls, 2, (int)left) < 0 && errno != EINTR) return SLSC_PROCESS_OTHER;
        for (int i = 0; i < 2; i++)
            if (r->pipes[i] >= 0 && polls[i].revents && !take(r, i)) return SLSC_PROCESS_LARGE;
    }
    return SLSC_PROCESS_DONE;
}

/* Waits for the program itself: it may have closed its pipes and go on. */
static slsc_process_end end_of(running *r, slsc_process_end end, int *out)
{
    int status = 0;
    if (end != SLSC_PROCESS_DONE) kill(-r->pid, SIGKILL);
    while (waitpid(r->pid, &status, 0) < 0 && errno == EINTR) continue;
    close_both(r->pipes);
    if (end != SLSC_PROCESS_DONE) return end;
    *out = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    return WIFEXITED(status) ? SLSC_PROCESS_DONE : SLSC_PROCESS_KILLED;
}

slsc_process_end slsc_process_run(slsc_arena *arena, slsc_process *process)
{
    int pipes[2][2];
    running r = { 0 };
    if (!make_pipes(pipes)) return SLSC_PROCESS_OTHER;
    const int error = start(process, pipes, &r.pid);
    for (int i = 0; i < 2; i++) {
        close(pipes[i][1]);
        r.pipes[i] = pipes[i][0];
    }
    if (error) {
        close_both(r.pipes);
        return error == ENOENT || error == EACCES ? SLSC_PROCESS_MISSING : SLSC_PROCESS_OTHER;
    }
    r.texts[0] = slsc_sb_new(arena, process->limit);
    r.texts[1] = slsc_sb_new(arena, ERRORS_KEPT);
    const slsc_process_end end = end_of(&r, read_all(&r, process->milliseconds), &process->status);
    process->output = slsc_sb_str(&r.texts[0]);
    process->errors = slsc_sb_str(&r.texts[1]);
    /* A C library may tell of a missing program only from the child, as a shell does. */
    return end == SLSC_PROCESS_DONE && process->status == 127 && process->output.len == 0
               ? SLSC_PROCESS_MISSING
               : end;
}
