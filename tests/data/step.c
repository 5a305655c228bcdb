/* Preloaded into a program, steps its wall clock by the seconds that the file
   $CLOCK_STEP says, while it runs. The monotonic clock goes on as it does. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = (int)syscall(SYS_clock_gettime, clock, now);
    const char *file = getenv("CLOCK_STEP");
    if (failed || clock != CLOCK_REALTIME || !file) {
        return failed;
    }
    char step[32] = {0};
    int open_file = open(file, O_RDONLY);
    if (open_file >= 0) {
        if (read(open_file, step, sizeof step - 1) > 0) {
            now->tv_sec += atol(step);
        }
        close(open_file);
    }
    return 0;
}
