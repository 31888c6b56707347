/* What the kernel really says: PTRACE_SEIZE of each number, one line each: the number, and 0 or the error. The last
   argument "hold" keeps them traced until it is ended. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

int main(int count, char **words) {
  int hold = count > 1 && strcmp(words[count - 1], "hold") == 0;
  for (int at = 1; at < count - hold; at++) {
    int nr = atoi(words[at]);
    errno = 0;
    ptrace(PTRACE_SEIZE, nr, 0, 0);
    printf("%d %d\n", nr, errno);
    fflush(stdout);
  }
  while (hold) pause();
  return 0;
}
