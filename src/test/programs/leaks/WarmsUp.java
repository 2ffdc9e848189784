import java.util.ArrayList;
import java.util.List;

/** Fills a cache of 24 MiB in a quarter of a minute, and makes garbage from then on. */
class WarmsUp {
  private static long sum;

  public static void main(String[] arguments) throws InterruptedException {
    List<byte[]> cache = new ArrayList<>();
    System.out.println("READY");
    for (long tick = 0; ; tick++) {
      if (tick < 150) {
        cache.add(new byte[160 << 10]);
      }
      for (int i = 0; i < 100; i++) {
        sum += new byte[8 << 10].length + cache.get((int) (tick % cache.size())).length;
      }
      Thread.sleep(100);
    }
  }
}
