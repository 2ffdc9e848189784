package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Holdings;
import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A program that maps and unmaps a thousand times a second, and clients of which some do not read:
/// all of them receive what is told in order, and the memory of the service stays as it was.
@InTime("has clients that must keep up with the events")
class EventsUnderLoadIT {
  /// Some ninety changes a reading: fewer than become a reset, and three readings overflow a queue.
  private static final String LIVE = "44";

  private static final int PROMPT = 8;
  private static final int FIRST_CHANGES = 500;
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final long MOST_RESIDENT = 384L << 20;
  private static final String OVERFLOWS = "vmascope_event_resets_total{reason=\"overflow\"}";

  private static final String STREAMS = "vmascope_event_streams";

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.startVirtualThread(task);
    return task;
  }

  /// Waits for something, while no client fails.
  private static void awaitBy(
      List<FutureTask<Integer>> streams, String what, Callable<Boolean> reached) {
    await(what)
        .atMost(LONGEST)
        .until(() -> {
          for (FutureTask<Integer> stream : streams) {
            if (stream.isDone()) {
              throw new AssertionError("it ended after streams: " + stream.get());
            }
          }
          return reached.call();
        });
  }

  @Test
  void reachAllClientsInOrder() throws Exception {
    try (RunningService service =
            RunningService.start(
                "--vmascope.security.read-only=false", "--vmascope.sampling.interval=1h");
        TestProgram program = TestProgram.start(TestProgram.compile("replaces"), LIVE)) {
      CountDownLatch late = new CountDownLatch(1);
      CountDownLatch last = new CountDownLatch(1);
      List<MappingsCopy> prompt = new ArrayList<>();
      for (int i = 0; i < PROMPT; i++) {
        prompt.add(new MappingsCopy(service, program.pid(), new CountDownLatch(0)));
      }
      MappingsCopy slow = new MappingsCopy(service, program.pid(), late);
      MappingsCopy absent = new MappingsCopy(service, program.pid(), last);
      List<MappingsCopy> all = Stream.concat(prompt.stream(), Stream.of(slow, absent)).toList();
      List<FutureTask<Integer>> streams = new ArrayList<>();
      for (MappingsCopy copy : all) {
        // One after the other: a caller may ask for a few listings at a time.
        streams.add(start(copy));
        awaitBy(streams, "a listing", () -> !copy.mappings().isEmpty());
      }

      program.send("\n");
      awaitBy(
          streams,
          "the first changes",
          () -> prompt.stream().allMatch(copy -> copy.changes() >= FIRST_CHANGES));
      Holdings before = Holdings.of(service);
      long anonymous = service.statusBytes("RssAnon");
      awaitBy(
          streams,
          "what is too much for those who do not read",
          () -> service.metric(OVERFLOWS) >= 2);
      late.countDown();
      awaitBy(
          streams,
          "the end of a stream that nobody reads",
          () -> service.metric(STREAMS) < all.size());
      Holdings after = Holdings.of(service);
      anonymous = service.statusBytes("RssAnon") - anonymous;
      program.send("\n");
      assertThat(program.line()).startsWith("STOPPED ");
      last.countDown();

      Map<String, String> listed = MappingsCopy.listed(service, program.pid());
      await("the last changes")
          .untilAsserted(() ->
              assertThat(prompt)
                  .extracting(MappingsCopy::mappings)
                  .allSatisfy(mappings -> assertThat(mappings).isEqualTo(listed)));
      // They listed them while the program went on, and that is in no event which is gone before
      // the next reading.
      await("the last changes of those who did not read")
          .untilAsserted(() ->
              assertThat(List.of(slow, absent))
                  .extracting(MappingsCopy::mappings)
                  .allSatisfy(mappings -> assertThat(mappings).containsAllEntriesOf(listed)));
      program.send("\n");
      List<Integer> opened = new ArrayList<>();
      for (FutureTask<Integer> stream : streams) {
        opened.add(stream.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
      }
      assertThat(opened.subList(0, PROMPT)).as("streams that each opened").containsOnly(1);

      long resident = service.statusBytes("VmHWM");
      System.out.printf(
          "%d clients, %d changes: %s, then %s; RssAnon %+d KiB, at most %d MiB resident; resets %s (slow), %s (absent)%n",
          all.size(),
          prompt.getFirst().changes(),
          before,
          after,
          anonymous >> 10,
          resident >> 20,
          slow.resets(),
          absent.resets());
      assertThat(prompt).allSatisfy(copy -> assertThat(copy.resets()).isEmpty());
      assertThat(Stream.of(slow, absent).flatMap(copy -> copy.resets().stream()))
          .isSubsetOf("overflow", "unknown-position");
      assertThat(after.heapBytes() - before.heapBytes()).isLessThan(4 << 20);
      assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 4);
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 4);
      assertThat(resident).isLessThanOrEqualTo(MOST_RESIDENT);
    }
  }
}
