/** What the attach tests stop in: counts ten times a second and keeps the count in the file that it was given. */
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public class Counter {
  static int count;

  static void tick(String file) throws IOException {
    count += 1;
    Files.writeString(Path.of(file), Integer.toString(count)); // the tests stop here
  }

  public static void main(String[] words) throws Exception {
    for (;;) {
      tick(words[0]);
      Thread.sleep(100);
    }
  }
}
