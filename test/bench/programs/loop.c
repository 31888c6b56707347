/* What a plain program does to map all tasks: status, namespace link and cgroup of each. Prints milliseconds on
   the clock, and on the processor. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static char path[300], text[65536];
static long kept;

static double passed(clockid_t clock, struct timespec from) {
  struct timespec to;
  clock_gettime(clock, &to);
  return (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6;
}

static void take(const char *task, const char *file) {
  snprintf(path, sizeof path, "/proc/%s/%s", task, file);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  kept += read(fd, text, sizeof text);
  close(fd);
}

int main(void) {
  struct timespec from, used;
  clock_gettime(CLOCK_MONOTONIC, &from);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  DIR *proc = opendir("/proc");
  for (struct dirent *task; (task = readdir(proc)) != NULL;) {
    if (task->d_name[0] < '1' || task->d_name[0] > '9') continue;
    take(task->d_name, "status");
    snprintf(path, sizeof path, "/proc/%s/ns/pid", task->d_name);
    kept += readlink(path, text, sizeof text);
    take(task->d_name, "cgroup");
  }
  closedir(proc);
  printf("%f %f\n", passed(CLOCK_MONOTONIC, from), passed(CLOCK_PROCESS_CPUTIME_ID, used));
  return kept > 0 ? 0 : 1;
}
