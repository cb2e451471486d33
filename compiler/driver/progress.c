/* progress.c: a line on the terminal for work that takes longer than half a second.
 *
 * A thread of its own waits, so that the work need not look at a clock. It shows what the driver
 * said last, and wipes its line at the end. Nothing is started where stderr is no terminal. */
#include "driver/compile.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct slsc_progress {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    const char *doing;
    bool stopped, shown;
};

static void show(slsc_progress *progress)
{
    slsc_write_all(STDERR_FILENO, SLSC_STR("\r\033[K"));
    slsc_write_all(STDERR_FILENO, slsc_str_z(progress->doing));
    slsc_write_all(STDERR_FILENO, SLSC_STR(" ..."));
    progress->shown = true;
}

static void *watch(void *argument)
{
    slsc_progress *progress = argument;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 500000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_mutex_lock(&progress->mutex);
    while (!progress->stopped)
        if (pthread_cond_timedwait(&progress->changed, &progress->mutex, &until) == ETIMEDOUT)
            break;
    while (!progress->stopped) {
        show(progress);
        pthread_cond_wait(&progress->changed, &progress->mutex);
    }
    if (progress->shown) slsc_write_all(STDERR_FILENO, SLSC_STR("\r\033[K"));
    pthread_mutex_unlock(&progress->mutex);
    return NULL;
}

slsc_progress *slsc_progress_start(slsc_arena *arena, bool wanted)
{
    if (!wanted || !isatty(STDERR_FILENO)) return NULL;
    slsc_progress *progress = SLSC_NEW(arena, slsc_progress);
    progress->doing = "working";
    pthread_mutex_init(&progress->mutex, NULL);
    pthread_cond_init(&progress->changed, NULL);
    return pthread_create(&progress->thread, NULL, watch, progress) == 0 ? progress : NULL;
}

void slsc_progress_say(slsc_progress *progress, const char *doing)
{
    if (!progress) return;
    pthread_mutex_lock(&progress->mutex);
    progress->doing = doing;
    if (progress->shown) pthread_cond_signal(&progress->changed);
    pthread_mutex_unlock(&progress->mutex);
}

void slsc_progress_stop(slsc_progress *progress)
{
    if (!progress) return;
    pthread_mutex_lock(&progress->mutex);
    progress->stopped = true;
    pthread_cond_signal(&progress->changed);
    pthread_mutex_unlock(&progress->mutex);
    pthread_join(progress->thread, NULL);
}
