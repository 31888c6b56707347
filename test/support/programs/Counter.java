/** A Java specimen: counts, in a method of its own. */
public class Counter {
  static int step(int round) {
    int doubled = round * 2;
    return doubled;
  }

  public static void main(String[] words) throws InterruptedException {
    for (int round = 1; ; round++) {
      step(round);
      Thread.sleep(20);
    }
  }
}
