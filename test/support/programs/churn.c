/* Number 1 of a namespace with four hundred numbers: eight tasks that stay, thirty that live about half a second, and
 * short ones, as many thousands a second as there is time for. All share one memory: a fork's copy of the page tables
 * would be most of what a task costs. Writes to the file given how many it has begun. Everybody ends with it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { staying = 8, slow = 30, fast = 48, at_once = 16, pause_us = 2000, stack_bytes = 16384 };

static char stacks[staying + slow + fast][stack_bytes] __attribute__((aligned(16)));
static pid_t tasks[staying + slow + fast];

static int rest(void *unused) {
  for (;;) pause();
  return unused != NULL;
}

/* No number is free while the dead have not been fetched: then the slot stays empty until its next turn. */
static void begin(int slot) {
  tasks[slot] = clone(rest, stacks[slot] + stack_bytes, CLONE_VM | SIGCHLD, NULL);
}

/* All of them die at the same time, which takes hardly longer than one. */
static void again(const int *slots, int count) {
  for (int i = 0; i < count; i++)
    if (tasks[slots[i]] > 0) kill(tasks[slots[i]], SIGKILL);
  for (int i = 0; i < count; i++)
    if (tasks[slots[i]] > 0) waitpid(tasks[slots[i]], NULL, 0);
  for (int i = 0; i < count; i++) begin(slots[i]);
}

int main(int count, char **words) {
  int limit = open("/proc/sys/kernel/pid_max", O_WRONLY | O_CLOEXEC);
  int tally = count > 1 ? open(words[1], O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
  if (limit < 0 || tally < 0 || write(limit, "400", 3) != 3) return 1;
  for (int slot = 0; slot < staying + slow; slot++) begin(slot);
  srand(7);
  unsigned long begun = 0;
  for (unsigned long turn = 0;; turn++) {
    int slots[at_once + 1], first = rand() % fast;
    for (int i = 0; i < at_once; i++) slots[i] = staying + slow + (first + i * fast / at_once) % fast;
    slots[at_once] = staying + turn / 12 % slow;
    int some = at_once + (turn % 12 == 0);
    again(slots, some);
    begun += some;
    if (turn % 32 == 0) {
      char text[32];
      int length = snprintf(text, sizeof text, "%lu\n", begun);
      if (pwrite(tally, text, length, 0) < 0) return 1;
    }
    usleep(pause_us);
  }
}
