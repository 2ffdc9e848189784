package dev.vmascope.procfs.address;

import dev.vmascope.mapping.hotspot.JvmAreas;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.process.ProcessIdentity;
import dev.vmascope.procfs.process.ProcessReading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A short-lived cache of which processes have a Java virtual machine. In those the category of a
/// mapping depends on all others. To find out, the kernel goes through the mappings of a process,
/// which takes longer than finding one of them. Used on reader threads.
final class JavaProcesses {
  private static final int MOST = 256;

  /// The validity of an answer: a process may load a JVM later.
  private static final Duration VALID = Duration.ofSeconds(10);

  /// The limit on mappings of code: more than programs have; beyond it the listing is read.
  private static final int MOST_FILES = 2_000;

  private final Clock clock;

  /// The answers, the oldest first.
  private final Map<ProcessIdentity, Answer> answers = new LinkedHashMap<>();

  /// An answer and its time.
  private record Answer(boolean java, Instant at) {}

  JavaProcesses(Clock clock) {
    this.clock = clock;
  }

  /// Whether a process has a JVM, or too many mappings of code to find out.
  ///
  /// @param query an open query of the process
  /// @return not applicable, if it could not be asked
  Outcome<Boolean> mayBe(ProcessReading process, ProcMapQuery query) {
    ProcessIdentity key = process.identity();
    Optional<Boolean> known = known(key);
    return known.isPresent()
        ? new Outcome.Ok<>(known.get())
        : ask(query)
            .map(java -> {
              remember(key, java);
              return java;
            });
  }

  private synchronized Optional<Boolean> known(ProcessIdentity key) {
    return Optional.ofNullable(answers.get(key))
        .filter(answer -> answer.at().plus(VALID).isAfter(clock.instant()))
        .map(Answer::java);
  }

  private synchronized void remember(ProcessIdentity key, boolean java) {
    if (key.addressSpaceId().isPresent()) {
      answers.remove(key);
      answers.put(key, new Answer(java, clock.instant()));
      if (answers.size() > MOST) {
        answers.remove(answers.keySet().iterator().next());
      }
    }
  }

  private static Outcome<Boolean> ask(ProcMapQuery query) {
    long address = 0;
    for (int files = 0; files < MOST_FILES; files++) {
      Outcome<Optional<ProcMapQuery.Found>> answer = query.codeAt(address);
      if (!(answer
          instanceof
          Outcome.Ok<Optional<ProcMapQuery.Found>>(Optional<ProcMapQuery.Found> found))) {
        return answer.map(_ -> true);
      }
      if (found.isEmpty()) {
        return new Outcome.Ok<>(false);
      }
      if (JvmAreas.isLibrary(found.get().mapping())) {
        return new Outcome.Ok<>(true);
      }
      address = found.get().mapping().range().end();
    }
    return new Outcome.Ok<>(true);
  }
}
