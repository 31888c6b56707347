/* Number 1 of a namespace with four hundred numbers: eight tasks that stay, thirty that live about a second, and as many
 * short ones as there is time for. Writes to the file given how many it has begun. Everybody ends with it. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { staying = 8, slow = 30, fast = 40, pause_us = 300 };

static pid_t begin(void) {
  pid_t child = fork();
  if (child == 0) {
    for (;;) pause();
  }
  return child;
}

static void again(pid_t *slot) {
  if (*slot > 0) {
    kill(*slot, SIGKILL);
    waitpid(*slot, NULL, 0);
  }
  *slot = begin();
}

int main(int count, char **words) {
  int limit = open("/proc/sys/kernel/pid_max", O_WRONLY | O_CLOEXEC);
  int tally = count > 1 ? open(words[1], O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
  if (limit < 0 || tally < 0 || write(limit, "400", 3) != 3) return 1;
  pid_t slots[slow + fast] = {0};
  for (int i = 0; i < staying; i++) begin();
  for (int i = 0; i < slow; i++) again(&slots[i]);
  srand(7);
  for (unsigned long begun = 0;; begun++) {
    again(&slots[slow + rand() % fast]);
    if (begun % 60 == 0) again(&slots[begun / 60 % slow]);
    if (begun % 200 == 0) {
      char text[32];
      int length = snprintf(text, sizeof text, "%lu\n", begun);
      if (pwrite(tally, text, length, 0) < 0) return 1;
    }
    if (begun % 8 == 0) usleep(pause_us);
  }
}
