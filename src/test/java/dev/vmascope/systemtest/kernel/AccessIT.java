package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.AccessProgram;
import dev.vmascope.systemtest.AccessProgram.Access;
import dev.vmascope.systemtest.AccessProgram.Answer;
import dev.vmascope.systemtest.AccessProgram.Prepared;
import dev.vmascope.systemtest.ListingLine;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/// What the service says of an access is what the kernel answers a moment later: outcome, code and
/// address of the signal.
class AccessIT {
  /// Situations of which the service may say that it does not know, and why it cannot.
  private static final List<Unknowable> UNKNOWABLE =
      List.of(
          new Unknowable("vvar_.*", "which of these pages there are is known to the kernel alone"),
          new Unknowable("perf_.*|io_uring|aio_ring|packet_ring|bpf_map", "the driver decides"),
          new Unknowable("uffd_.*", "the owner of the userfaultfd decides"),
          new Unknowable("pkey_.*", "the rights of a protection key belong to the thread"),
          new Unknowable("hugetlb_.*", "the pool of huge pages may be empty by then"));

  private record Unknowable(String situations, String reason) {
    boolean covers(Access access) {
      return Pattern.matches(situations, access.situation());
    }
  }

  private final Set<String> situations = new TreeSet<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int compared;

  @Test
  void predictsWhatTheKernelAnswersInAContainer() throws Exception {
    try (RunningService service = RunningService.start();
        GenericContainer<?> container = AccessProgram.container()) {
      container.start();
      try (AccessProgram program = AccessProgram.in(container)) {
        assertPredicted(service, program);
      }
    }
  }

  @Test
  void predictsWhatTheKernelAnswersOnThisMachine() throws Exception {
    try (RunningService service = RunningService.start();
        AccessProgram program = AccessProgram.here()) {
      assertPredicted(service, program);
    }
  }

  private void assertPredicted(RunningService service, AccessProgram program) throws Exception {
    for (Access access : program.all()) {
      switch (program.prepare(access)) {
        case Prepared.Skipped(String reason) -> skipped.add(access + ": " + reason);
        case Prepared.Ready ready -> {
          JsonNode verdict = verdict(service, access, ready);
          String place = place(ready);
          compare(access, ready, place, verdict, program.make());
        }
      }
    }
    assertThat(wrong).as("skipped: " + skipped).isEmpty();
    assertThat(compared).as("skipped: " + skipped).isGreaterThanOrEqualTo(600);
    assertThat(situations).hasSizeGreaterThanOrEqualTo(200);
  }

  private static JsonNode verdict(RunningService service, Access access, Prepared.Ready ready) {
    return service.json(
        "/api/processes/%d/access?address=%s&type=%s&size=%d&force=true"
            .formatted(ready.pid(), ready.address(), access.type(), ready.size()));
  }

  /// The line of maps that says most of an address: its own, or the next one above.
  private static String place(Prepared.Ready ready) throws IOException {
    Path maps = Path.of("/proc", Long.toString(ready.pid()), "maps");
    long address = address(ready.address());
    return ListingLine.all(Files.readString(maps, StandardCharsets.ISO_8859_1)).stream()
        .filter(line -> Long.compareUnsigned(address, address(line.end())) < 0)
        .findFirst()
        .map(ListingLine::toString)
        .orElse("nothing above");
  }

  private static long address(String address) {
    return Long.parseUnsignedLong(address.substring(2), 16);
  }

  private void compare(
      Access access, Prepared.Ready ready, String place, JsonNode verdict, Answer answer) {
    String outcome = verdict.path("outcome").asString("none");
    if (outcome.equals("unknown") && UNKNOWABLE.stream().anyMatch(each -> each.covers(access))) {
      return;
    }
    compared++;
    situations.add(access.situation());
    if (!isForetold(access, verdict, answer)) {
      wrong.add(
          "%s of %s, %d bytes: said %s, seen %s, in %s%n"
              .formatted(access, ready.address(), ready.size(), verdict, answer, place));
    }
  }

  private static boolean isForetold(Access access, JsonNode verdict, Answer answer) {
    List<String> signal = new ArrayList<>();
    verdict.path("code").asStringOpt().ifPresent(signal::add);
    verdict.path("signalAddress").asStringOpt().ifPresent(signal::add);
    String outcome = verdict.path("outcome").asString("none");
    return signal.equals(answer.signal())
        && (outcome.equalsIgnoreCase(answer.outcome())
            // Which register the address comes from, the service is not told: then it is SIGBUS.
            || (access.isThroughFrame()
                && signal.contains("SI_KERNEL")
                && answer.outcome().equals("SIGBUS")));
  }
}
