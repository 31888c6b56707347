/* forest N M: N PID namespaces with M quiet tasks each; "ready" once they are there; ends when its stdin does. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

static char stack[65536];
static int tasks, ends[2];

static int first(void *nothing) {
  (void)nothing;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (int i = 1; i < tasks; i++)
    if (fork() == 0)
      for (;;) pause();
  if (write(ends[1], "", 1) != 1) return 1;
  for (;;) pause();
}

int main(int count, char **words) {
  if (count != 3 || pipe(ends) != 0) return 2;
  tasks = atoi(words[2]);
  char byte;
  for (int i = 0; i < atoi(words[1]); i++) {
    if (clone(first, stack + sizeof stack, CLONE_NEWPID | SIGCHLD, NULL) < 0) return perror("clone"), 1;
    if (read(ends[0], &byte, 1) != 1) return 1;
  }
  puts("ready");
  fflush(stdout);
  while (read(0, &byte, 1) > 0) {}
  return 0;
}
