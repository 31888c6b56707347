/* Tasks that are odd to a tracer. The first argument says how:
   sleep; secret (not dumpable); saved UID (a saved user id of root's); mapped (another user of a user namespace that
   the caller owns: says "ready" when there is one, and goes on when its standard input says so). */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char **words) {
  const char *how = count > 1 ? words[1] : "sleep";
  if (strcmp(how, "secret") == 0) prctl(PR_SET_DUMPABLE, 0);
  if (strcmp(how, "saved") == 0) {
    int uid = atoi(words[2]);
    if (setresgid(uid, uid, uid) || setresuid(uid, uid, 0)) return 2;
  }
  if (strcmp(how, "mapped") == 0) {
    char byte;
    if (unshare(CLONE_NEWUSER)) return 3;
    if (write(1, "ready\n", 6) != 6 || read(0, &byte, 1) != 1) return 4;
    if (setresgid(33, 33, 33) || setresuid(33, 33, 33)) return 5;
    execl("/proc/self/exe", "odd", "sleep", (char *)0); /* may be dumped again */
    return 6;
  }
  for (;;) pause();
}
