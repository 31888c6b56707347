/* forker: each line on stdin makes one quiet child and prints "NUMBER MICROSECONDS-SINCE-1970" of the moment before.
   forker N PER-SECOND: N children that end at once, at this rate, all named storm-NUMBER after their parent's; prints
   the seconds that it took, and the number of each child, a line each. They share its memory: a fork's copy of the page
   tables would be most of what a child costs. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static char stack[16384] __attribute__((aligned(16)));

static int end(void *unused) {
  return unused != NULL;
}

static int storm(int count, double rate) {
  char name[16];
  snprintf(name, sizeof name, "storm-%d", getpid());
  prctl(PR_SET_NAME, name);
  pid_t *children = calloc(count, sizeof *children);
  if (children == NULL) return 1;
  double from = now(CLOCK_MONOTONIC);
  for (int i = 0; i < count; i++) {
    double wait = from + i / rate - now(CLOCK_MONOTONIC);
    if (wait > 0) usleep((useconds_t)(wait * 1e6));
    children[i] = clone(end, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
    if (children[i] < 0) return 1;
    waitpid(children[i], NULL, 0);
  }
  printf("%f\n", now(CLOCK_MONOTONIC) - from);
  for (int i = 0; i < count; i++) printf("%d\n", children[i]);
  return 0;
}

int main(int count, char **words) {
  if (count == 3) return storm(atoi(words[1]), atof(words[2]));
  char line[64];
  while (fgets(line, sizeof line, stdin) != NULL) {
    double before = now(CLOCK_REALTIME);
    pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      for (;;) pause();
    }
    printf("%d %.0f\n", child, before * 1e6);
    fflush(stdout);
  }
  return 0;
}
