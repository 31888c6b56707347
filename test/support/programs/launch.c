/* Number 1 of a container with several programs: starts each of those between "--", and reaps. Needs no shell. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **words) {
  for (int at = 1; at < count; at++) {
    if (strcmp(words[at], "--") != 0) continue;
    char **command = words + at + 1;
    int end = at + 1;
    while (end < count && strcmp(words[end], "--") != 0) end++;
    char *mark = words[end];
    words[end] = 0;
    if (fork() == 0) {
      execv(command[0], command);
      _exit(127);
    }
    words[end] = mark;
  }
  for (;;)
    if (wait(0) < 0) pause();
}
