package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.problem.NearestName;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.ProcessSample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A process that a request names by its pid, by `self`, or by its name. A name stands for the one
/// process of the last sample that has it and was not started by another one that has it: the
/// master of a server, but none of its workers.
public final class NamedProcess {
  private static final int MOST_LISTED = 20;

  /// The names that cannot be mistaken for a pid.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_(\\[][^/]{0,62}");

  private static final String SELF = "self";
  private static final int LONGEST_HINT = 200;

  private NamedProcess() {}

  /// The pid of a process.
  ///
  /// @param text a positive decimal of 32 bit, `self`, or a name
  /// @throws ProblemException if it is none of these, or no process or several have the name
  public static int pid(String text, ProcessAccess processes) {
    return text.equals(SELF) || !NAME.matcher(text).matches()
        ? processes.pid(text)
        : ofName(text, processes);
  }

  private static int ofName(String name, ProcessAccess access) {
    List<ProcessSample> processes = access.sample().processes();
    Map<Integer, ProcessSample> named =
        processes.stream()
            .filter(process -> name(process).equals(name))
            .collect(Collectors.toMap(ProcessSample::pid, Function.identity()));
    List<Integer> first =
        named.values().stream()
            .filter(process -> !named.containsKey(process.reading().stat().parent()))
            .map(ProcessSample::pid)
            .sorted()
            .toList();
    if (first.size() == 1) {
      ProcessReading sampled = Objects.requireNonNull(named.get(first.getFirst())).reading();
      // The pid may be another process's by now.
      Long started = sampled.hasStat() ? Long.valueOf(sampled.stat().startTicks()) : null;
      return access.read(first.getFirst(), started).stat().pid();
    }
    throw first.isEmpty() ? none(name, processes) : several(first);
  }

  private static String name(ProcessSample process) {
    return process.reading().stat().name().text();
  }

  private static ProblemException none(String name, List<ProcessSample> processes) {
    Set<String> names = new TreeSet<>();
    processes.forEach(process -> names.add(name(process)));
    String meant =
        PatternHint.of("/api/processes?name", name, names.stream())
            .or(() -> NearestName.of(name, names).map(near -> "perhaps " + near + " is meant"))
            .map(hint -> ": " + hint)
            .orElse("");
    return Problem.of(
            ProblemCode.PROCESS_NOT_FOUND,
            "No process of the last sample has this name" + printable(meant) + ".")
        .exception();
  }

  /// The text without what a process may have put into its name to mislead.
  private static String printable(String text) {
    return RawText.ofUtf8(text).printable(LONGEST_HINT);
  }

  private static ProblemException several(List<Integer> pids) {
    String listed =
        pids.stream().limit(MOST_LISTED).map(String::valueOf).collect(Collectors.joining(", "));
    return Parameters.invalid(
        Pid.NAME,
        "expected one of "
            + listed
            + (pids.size() > MOST_LISTED ? ", …" : "")
            + ", since "
            + pids.size()
            + " processes have this name; /api/processes?name= lists them");
  }
}
