/* A library of a native specimen: counts, in a function of its own. */
int work(int round) {
  static volatile int rounds;
  rounds = round;
  return rounds;
}
